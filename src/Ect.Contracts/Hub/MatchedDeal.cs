using Ect.Ethereum;

namespace Ect.Contracts;

/// <summary>A deal as the chain published it.</summary>
/// <param name="Id">Hash of the terms.</param>
/// <param name="Deal">The terms, which every later call brings along.</param>
/// <param name="Params">The request's params, see TaskParams.</param>
/// <param name="Position">Where the DealMatched event stands.</param>
public sealed record MatchedDeal(Bytes32 Id, Deal Deal, string Params, LogPosition Position)
{
    /// <summary>The tasks' indices in the request's bag.</summary>
    public IEnumerable<uint> Indices
    {
        get
        {
            for (uint i = 0; i < Deal.Size; i++)
            {
                yield return Deal.First + i;
            }
        }
    }

    internal static MatchedDeal Of(EctHub.DealMatchedEvent e) => new(e.Id, e.Deal, e.Params, e.Position);
}
