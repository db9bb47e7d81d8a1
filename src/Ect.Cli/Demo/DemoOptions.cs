namespace Ect.Cli.Demo;

/// <summary>The cast of one demonstration, drawn from its seed.</summary>
/// <param name="Seed">Decides who lies and who dies.</param>
internal sealed record DemoOptions(int Seed)
{
    public const int Workers = 5;
    public const uint Tasks = 10;
    public const ushort Trust = 3;

    /// <summary>Index of the worker whose every result is altered.</summary>
    public int Liar => Draw(0) % Workers;

    /// <summary>Index of the worker that dies in the middle of its first task; never the liar.</summary>
    /// <remarks>
    /// In a later one its earlier commitment may be on chain and not yet opened: that ends well too, after a reveal phase
    /// of a minute, in which nothing else is to be seen.
    /// </remarks>
    public int Victim => (Liar + 1 + (Draw(1) % (Workers - 1))) % Workers;

    // A hash rather than a random generator, whose sequence a new runtime may change.
    private int Draw(int what) => Ethereum.Keccak256.Hash($"demo {Seed} {what}").ToBytes()[31] & 0x7f;
}
