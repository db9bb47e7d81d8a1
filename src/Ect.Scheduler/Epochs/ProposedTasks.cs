using Ect.Contracts;
using Ect.Ethereum;
using Ect.Scheduler.Tasks;

namespace Ect.Scheduler.Epochs;

/// <summary>The tasks of proposals: each proposal is read once, not at every look. Not for concurrent callers.</summary>
internal sealed class ProposedTasks
{
    private readonly Dictionary<ulong, (Bytes32? Digest, IReadOnlyList<Bytes32?> Tasks)> _known = [];

    /// <summary>The tasks of an epoch's last proposal, null for one of a deal that has no open task.</summary>
    public IReadOnlyList<Bytes32?> Of(EpochRecord epoch, OpenTaskIndex open)
    {
        if (_known.TryGetValue(epoch.Number, out var known) && known.Digest == epoch.Digest)
        {
            return known.Tasks;
        }

        IReadOnlyList<Bytes32?> tasks =
        [
            .. (PageCodec.Decode(epoch.Pages, out _) ?? []).SelectMany(page => page.Outcomes.Select(outcome =>
                open.Deal(epoch.Deals[page.Deal]) is { } deal ? TaskId.Of(deal.Id, deal.Terms.First + outcome.Offset) : (Bytes32?)null)),
        ];
        if (!tasks.Contains(null))
        {
            _known[epoch.Number] = (epoch.Digest, tasks); // What a proposal means never changes.
        }

        return tasks;
    }

    /// <summary>Forgets epochs that are over.</summary>
    public void Keep(IEnumerable<EpochRecord> live)
    {
        var numbers = live.Select(epoch => epoch.Number).ToHashSet();
        foreach (var number in _known.Keys.Where(number => !numbers.Contains(number)).ToList())
        {
            _known.Remove(number);
        }
    }
}
