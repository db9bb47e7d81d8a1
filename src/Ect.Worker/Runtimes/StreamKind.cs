namespace Ect.Worker.Runtimes;

/// <summary>A standard stream that an application writes to.</summary>
public enum StreamKind
{
    /// <summary>Standard output.</summary>
    Output = 1,

    /// <summary>Standard error.</summary>
    Error = 2,
}
