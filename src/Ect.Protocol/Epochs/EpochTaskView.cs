using Ect.Contracts;
using Ect.Ethereum;

namespace Ect.Protocol.Epochs;

/// <summary>A task that an epoch may settle.</summary>
/// <param name="DealId">The deal.</param>
/// <param name="Deal">Its terms.</param>
/// <param name="Offset">The task's index less the deal's first.</param>
/// <param name="Votes">Opened contributions.</param>
/// <param name="Waited">How long its first opened contribution has waited for a settlement.</param>
public sealed record EpochTaskView(Bytes32 DealId, Deal Deal, uint Offset, IReadOnlyList<EpochVote> Votes, TimeSpan Waited = default);
