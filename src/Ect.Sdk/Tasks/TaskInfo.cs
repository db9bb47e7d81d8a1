using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Sdk.Deals;

namespace Ect.Sdk.Tasks;

/// <summary>A task as the chain knows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Deal">The deal that it belongs to.</param>
/// <param name="Index">Its index in the request's bag.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Contributors">Who contributed, by address.</param>
/// <param name="RevealDeadline">End of the reveal phase, Unix seconds; zero before it.</param>
/// <param name="IsCallbackPending">Whether the hub has yet to hand the result to the deal's consumer: its callback failed, or nobody has called it.</param>
/// <param name="Digest">Content root of the agreed result; null until the task is completed.</param>
/// <param name="AppFailed">Whether the agreed result is that the application failed.</param>
public sealed record TaskInfo(
    Bytes32 Id,
    DealInfo Deal,
    uint Index,
    ChainTaskStatus Status,
    IReadOnlyList<ContributorInfo> Contributors,
    ulong RevealDeadline,
    bool IsCallbackPending,
    Bytes32? Digest,
    bool AppFailed)
{
    /// <summary>When its phases end.</summary>
    public Deadlines Deadlines => Deadlines.Of(Deal.Terms);

    /// <summary>Whether nothing will change any more.</summary>
    public bool IsFinal => Status is ChainTaskStatus.Completed or ChainTaskStatus.Failed;
}
