using Ect.Contracts;
using Ect.Ethereum;
using Ect.Worker.Contributions;

namespace Ect.Worker.Epochs;

/// <summary>This worker's open contributions as a settlement asks for them: by deal and place in its bag.</summary>
internal sealed class OwnContributions(IEnumerable<ContributionRecord> open)
{
    private readonly Dictionary<Bytes32, Dictionary<uint, ContributionRecord>> deals =
        open.GroupBy(record => record.DealId).ToDictionary(deal => deal.Key, deal => deal.ToDictionary(record => record.Index));

    /// <summary>The deal's terms, which were checked when its task was assigned; null if this worker has no part in it.</summary>
    public Deal? TermsOf(Bytes32 id) => deals.TryGetValue(id, out var tasks) ? DealCodec.Decode(tasks.Values.First().Deal) : null;

    /// <summary>The contribution to a task; null if there is none.</summary>
    /// <param name="id">Its deal.</param>
    /// <param name="deal">The deal's terms.</param>
    /// <param name="offset">The task's index less the deal's first.</param>
    public ContributionRecord? Find(Bytes32 id, Deal deal, uint offset) =>
        deals.TryGetValue(id, out var tasks) && offset < deal.Size ? tasks.GetValueOrDefault(deal.First + offset) : null;
}
