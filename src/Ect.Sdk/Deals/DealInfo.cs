using Ect.Contracts;
using Ect.Ethereum;

namespace Ect.Sdk.Deals;

/// <summary>A deal as the chain announced it.</summary>
/// <param name="Id">Hash of its terms.</param>
/// <param name="Terms">Its terms.</param>
/// <param name="Params">The request's parameters (JSON).</param>
/// <param name="BlockNumber">The block of the match.</param>
/// <param name="TransactionHash">The matching transaction.</param>
public sealed record DealInfo(Bytes32 Id, Deal Terms, string Params, ulong BlockNumber, Bytes32 TransactionHash)
{
    /// <summary>Indices of its tasks.</summary>
    public IEnumerable<uint> Indices => Enumerable.Range(0, (int)Terms.Size).Select(i => Terms.First + (uint)i);

    /// <summary>The id of its task with this index in the bag.</summary>
    public Bytes32 TaskAt(uint index) => TaskId.Of(Id, index);

    internal static DealInfo Of(MatchedDeal deal) => new(deal.Id, deal.Deal, deal.Params, deal.Position.BlockNumber, deal.Position.TransactionHash);
}
