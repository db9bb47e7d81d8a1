using Ect.Ethereum;

namespace Ect.Cli.Demo;

/// <summary>Everything that a demonstration has to show: the document of `ect demo --json`.</summary>
/// <param name="Seed">What the cast was drawn from.</param>
/// <param name="Succeeded">Whether every task has a verified result, the liar was slashed, the victim's share was done by others, and no token appeared or vanished.</param>
/// <param name="Liar">The worker whose results were altered.</param>
/// <param name="Victim">The worker that died.</param>
/// <param name="Deal">What was bought.</param>
/// <param name="Tasks">What became of each task.</param>
/// <param name="Accounts">What became of everybody's money.</param>
/// <param name="Tokens">Where all tokens are.</param>
/// <param name="TokensConserved">Whether none appeared or vanished.</param>
/// <param name="Results">Folder of the verified results.</param>
/// <param name="Dendrogram">One result as text; null if there is none.</param>
/// <param name="ElapsedSeconds">From nothing to the last line.</param>
internal sealed record DemoReport(
    int Seed,
    bool Succeeded,
    string Liar,
    string Victim,
    DealStory Deal,
    IReadOnlyList<TaskStory> Tasks,
    IReadOnlyList<AccountStory> Accounts,
    TokenCensus Tokens,
    bool TokensConserved,
    string Results,
    string? Dendrogram,
    double ElapsedSeconds);

/// <summary>The deal that the four orders became.</summary>
internal sealed record DealStory(Bytes32 Id, string App, string Dataset, string Pool, ushort Trust, uint Size, long ChainId, Address Hub);
