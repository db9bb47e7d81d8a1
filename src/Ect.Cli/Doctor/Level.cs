namespace Ect.Cli.Doctor;

/// <summary>How a check ended.</summary>
internal enum Level
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works, but not well, or not for long.</summary>
    Warning,

    /// <summary>It does not work.</summary>
    Problem,
}
