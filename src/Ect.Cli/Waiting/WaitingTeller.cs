using Ect.Cli.Frame;
using Ect.Ethereum;
using Ect.Sdk;
using Ect.Sdk.Deals;

namespace Ect.Cli.Waiting;

/// <summary>
/// While a deal is watched and nothing happens on chain, tells what its scheduler says: why tasks wait, which workers
/// gave up, that nobody answers. Everything once, until it changes.
/// </summary>
internal sealed class WaitingTeller(EctClient client, DealInfo deal, Bytes32? only, Action<string> tell, Func<Address, string> nameOf)
{
    private readonly Dictionary<uint, string> _reasons = [];
    private readonly HashSet<(uint, Address, DateTimeOffset, string)> _gone = [];
    private string? _problem;

    /// <summary>Asks once, and tells what is new.</summary>
    public async Task TellAsync(CancellationToken cancellation)
    {
        var words = await SchedulerWords.AskAsync(client, deal, cancellation);
        Tell([.. deal.Indices.Where(index => only is null || deal.TaskAt(index) == only).Select(index => (Index: index, Word: words(deal.TaskAt(index)))).Where(row => row.Word is not null).Select(row => (row.Index, row.Word!))]);
    }

    /// <summary>Tells what is new in <paramref name="words"/>: the scheduler's words of the tasks that are open.</summary>
    public void Tell(IReadOnlyList<(uint Index, SchedulerWord Word)> words)
    {
        if (words is [var (_, first), ..] && first.Problem is { } problem)
        {
            if (_problem != problem)
            {
                tell($"{Printable.Of(problem.TrimEnd('.'))}; the chain goes on being watched. What happens without the scheduler says `ect deal show {ShortId.Of(deal.Id)}`");
            }

            _problem = problem;
            return;
        }

        if (_problem is not null)
        {
            tell("the pool's scheduler answers again");
            _problem = null;
        }

        foreach (var (index, word) in words)
        {
            foreach (var replica in word.Replicas.Where(replica => replica.IsGone && _gone.Add((index, replica.Worker, replica.Since, replica.State))))
            {
                tell($"task {index,-4} {nameOf(replica.Worker)} {(replica.State == "lost" ? "was given up" : $"gave it back, blaming the {Printable.Of(replica.Blame ?? "")}")}{(replica.Message is null ? "" : $": {Printable.Of(replica.Message)}")}");
            }
        }

        foreach (var same in words.Where(row => row.Word.Reason is { } reason && _reasons.GetValueOrDefault(row.Index) != reason).GroupBy(row => row.Word.Reason!))
        {
            tell($"{Tasks([.. same.Select(row => row.Index)])} {Printable.Of(same.Key)}");
            foreach (var (index, word) in same)
            {
                _reasons[index] = word.Reason!;
            }
        }
    }

    private static string Tasks(IReadOnlyList<uint> indices) => indices.Count == 1
        ? $"task {indices[0],-4}"
        : $"{indices.Count} tasks ({string.Join(", ", indices.Take(5))}{(indices.Count > 5 ? ", …" : "")}):";
}
