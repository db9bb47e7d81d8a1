namespace Ect.Cli.Up;

/// <summary>What a state file of the embedded chain is worth, the worst first.</summary>
internal enum ChainStateSoundness
{
    /// <summary>It is not there, or breaks off.</summary>
    Broken,

    /// <summary>It is whole, and lacks transactions whose effects it has.</summary>
    Torn,

    /// <summary>It is whole, and its parts belong together.</summary>
    Sound,
}
