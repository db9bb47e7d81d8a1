using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Tasks;

namespace Ect.Worker.Assignments;

/// <summary>An assignment of which every part was checked against the chain or a signature.</summary>
internal sealed record VerifiedAssignment(
    Bytes32 Task,
    Bytes32 DealId,
    Deal Deal,
    byte[] EncodedDeal,
    uint Index,
    TaskParams Params,
    byte[] Authorization,
    bool IsOnEpochPath = false)
{
    /// <summary>Which task the application is told that it is.</summary>
    /// <exception cref="FormatException">The request has no such task to repeat.</exception>
    public TaskPlace Place => TaskPlace.Of(Params, new(Index, Deal.First, Deal.Size));
}
