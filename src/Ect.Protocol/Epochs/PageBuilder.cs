using Ect.Contracts;
using Ect.Ethereum;

namespace Ect.Protocol.Epochs;

/// <summary>
/// Groups agreed tasks into pages: one for all tasks of a word of a deal's bitmap with the same kind of result, number of
/// votes and evidence against it.
/// </summary>
public static class PageBuilder
{
    /// <summary>The settlement of these tasks.</summary>
    /// <exception cref="ArgumentException">No task, the same task twice, or more deals or signers than the hub takes.</exception>
    public static SettlementDraft Build(IEnumerable<AgreedTask> tasks)
    {
        var agreed = tasks.OrderBy(task => task.Deal).ThenBy(task => task.Offset).ToList();
        IReadOnlyList<Bytes32> deals = [.. agreed.Select(task => task.Deal).Distinct()];
        IReadOnlyList<Address> signers = [.. agreed.SelectMany(task => task.Agreeing).Distinct().Order()];
        if (agreed.Count == 0 || deals.Count > EpochRules.MaxDeals || signers.Count > EpochRules.MaxSigners)
        {
            throw new ArgumentException($"A settlement has 1 to {EpochRules.MaxDeals} deals and at most {EpochRules.MaxSigners} signers, not {deals.Count} and {signers.Count}.", nameof(tasks));
        }

        if (agreed.DistinctBy(task => (task.Deal, task.Offset)).Count() != agreed.Count)
        {
            throw new ArgumentException("A settlement has each task once.", nameof(tasks));
        }

        var positions = signers.Index().ToDictionary(signer => signer.Item, signer => (byte)signer.Index);
        var numbers = deals.Index().ToDictionary(deal => deal.Item, deal => (byte)deal.Index);
        return new(
            deals,
            signers,
            [
                .. agreed.GroupBy(task => (Deal: numbers[task.Deal], Word: task.Offset >> 8, Kind: task.Kind, Votes: (byte)task.Agreeing.Count, task.Against))
                    .OrderBy(page => page.Key)
                    .Select(page => new Page(
                        page.Key.Deal,
                        page.Key.Kind,
                        page.Key.Votes,
                        page.Key.Word,
                        page.Key.Against,
                        LaneSet.Of(page.Select(Lane)),
                        SignersOf(page, positions),
                        [.. page.Select(task => new PageResult(task.Digest, task.DataHash))])),
            ]);
    }

    private static IReadOnlyList<PageSigner> SignersOf(IEnumerable<AgreedTask> tasks, Dictionary<Address, byte> positions) =>
    [
        .. tasks.SelectMany(task => task.Agreeing.Select(worker => (Position: positions[worker], Lane: Lane(task))))
            .GroupBy(vote => vote.Position, vote => vote.Lane)
            .OrderBy(signer => signer.Key)
            .Select(signer => new PageSigner(signer.Key, LaneSet.Of(signer))),
    ];

    private static int Lane(AgreedTask task) => (int)(task.Offset & (LaneSet.Size - 1));
}
