using Ect.Cli.Deals;
using Ect.Cli.Frame;
using Ect.Cli.Home;
using Ect.Contracts;
using Ect.Sdk.Matchmaking;
using Spectre.Console;

namespace Ect.Cli.Matchmaking;

/// <summary>What `ect pool find` says.</summary>
/// <param name="Found">The pool that the contract takes; null if none would do.</param>
/// <param name="Policy">By which policy.</param>
/// <param name="Gas">What asking costs a contract.</param>
/// <param name="Program">The requirements' program in hexadecimal digits, for contracts.</param>
/// <param name="RankProgram">The rank's; null unless the policy is by rank.</param>
/// <param name="Block">The block that was looked at.</param>
/// <param name="Described">Pools in the whole walk.</param>
/// <param name="Next">Where to look on; null after the last one.</param>
/// <param name="Candidates">The pools that were looked at.</param>
internal sealed record PoolFindView(
    PoolFindView.Candidate? Found,
    MatchPolicy Policy,
    ulong Gas,
    string Program,
    string? RankProgram,
    ulong Block,
    ulong Described,
    ulong? Next,
    IReadOnlyList<PoolFindView.Candidate> Candidates)
{
    /// <summary>A pool that was looked at, and why it was not taken; WhyNot is empty for the one that was.</summary>
    internal sealed record Candidate(AssetRef Pool, ulong Place, Amount? Price, long? Rank, string Requirements, bool WouldDo, IReadOnlyList<string> WhyNot);

    public static PoolFindView Of(PoolSearch search, MatchPolicy policy, NameBook names)
    {
        var taken = search.Candidates.FirstOrDefault(candidate => !search.Found.Pool.IsZero && candidate.Facts.Pool == search.Found.Pool);
        var isRanked = policy == MatchPolicy.BestRank;
        List<Candidate> candidates = [.. search.Candidates.Select(candidate => new Candidate(
            AssetRef.Of(AssetKind.Pool, candidate.Facts.Pool, names),
            candidate.Facts.Place,
            candidate.Facts.Offer is { } offer ? offer.Price : (Amount?)null,
            isRanked ? candidate.Rank : null,
            $"{candidate.Requirements}",
            candidate.WouldDo,
            candidate == taken ? [] : candidate.WouldDo ? [WhyOther(candidate, taken!, policy)] : candidate.WhyNot))];
        return new(
            taken is null ? null : candidates[search.Candidates.ToList().IndexOf(taken)],
            policy,
            search.Gas,
            Hex(search.Requirements),
            isRanked ? Hex(search.Rank) : null,
            search.Block,
            search.Described,
            search.Found.Next.IsZero ? null : (ulong)search.Found.Next,
            candidates);
    }

    public void Render(IAnsiConsole console)
    {
        console.WriteLine(Found is { } found
            ? $"found     {found.Pool} at {found.Price} a task{(found.Rank is { } rank ? $", with rank {rank}" : "")}"
            : $"found     none of the {Candidates.Count} that were looked at; {Described} are described in all");
        console.WriteLine($"gas       {Gas:N0} within a contract's call, for as many");
        console.WriteLine($"program   {Program} ({(Program.Length / 2) - 1} bytes)");
        if (RankProgram is not null)
        {
            console.WriteLine($"rank      {RankProgram}");
        }

        if (Next is { } next)
        {
            console.WriteLine($"next      there are others: look on with --from {next}");
        }

        if (Candidates.Count > 0)
        {
            console.Write(Tables.Of(
                ["place", "pool", "price", .. RankProgram is null ? Array.Empty<string>() : ["rank"], "verdict"],
                Candidates.Select(one => new[] { $"{one.Place}", one.Pool.Short, one.Price?.ToString() ?? "" }
                    .Concat(RankProgram is null ? [] : [$"{one.Rank}"]).Append(one == Found ? "taken" : string.Join("; ", one.WhyNot)).ToArray())));
        }
        else
        {
            console.WriteLine("No pool is described on chain there: owners do it with `ect pool describe`.");
        }
    }

    /// <summary>A program as contract authors write it down.</summary>
    public static string Hex(byte[] program) => "0x" + Convert.ToHexStringLower(program);

    private static string WhyOther(PoolCandidate candidate, PoolCandidate taken, MatchPolicy policy) => policy switch
    {
        MatchPolicy.FirstFit => "it would do, but another comes before it",
        MatchPolicy.BestRank when candidate.Rank < taken.Rank => "it would do, but another has a higher rank",
        _ when candidate.Facts.Offer!.Price > taken.Facts.Offer!.Price => "it would do, but another is cheaper",
        _ => "it would do, and is as good as the one before it that was taken",
    };
}
