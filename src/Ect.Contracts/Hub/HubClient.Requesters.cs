using Ect.Ethereum;
using Ect.Ethereum.Abi;
using Ect.Ethereum.Rpc;

namespace Ect.Contracts;

/// <summary>What anybody may do for a contract that bought a task (TaskRequester).</summary>
public sealed partial class HubClient
{
    /// <summary>How far a task is for the contract that bought it; null if who bought it is no TaskRequester.</summary>
    public async Task<RequestStatus?> RequestStatusAsync(Deal deal, uint index, CancellationToken ct = default)
    {
        try
        {
            return await ReadAsync(RequesterOf(deal).RequestStatus(TaskId.Of(deal, index)), ct);
        }
        catch (Exception e) when (e is RevertException or AbiException)
        {
            // A wallet answers nothing, another contract something else.
            return null;
        }
    }

    /// <summary>Brings what an epoch settled into the contract that bought the task. Null if the task has ended there.</summary>
    /// <param name="deal">The deal.</param>
    /// <param name="index">The task's index.</param>
    /// <param name="settled">Proves the outcome, see <see cref="FindSettlementAsync"/>.</param>
    /// <param name="data">What the application produced for contracts; empty if it failed.</param>
    /// <param name="ct">Ends the waiting.</param>
    public Task<TransactionReceipt?> PullAsync(Deal deal, uint index, SettledTask settled, byte[] data, CancellationToken ct = default) =>
        SendUnlessAsync(() => HasEndedAsync(deal, index, ct), RequesterOf(deal).Pull(deal, index, settled, data), ct);

    /// <summary>As <see cref="PullAsync"/>, of a task that was finalised on the direct path.</summary>
    public Task<TransactionReceipt?> PullFinalizedAsync(Deal deal, uint index, Bytes32 digest, byte[] data, CancellationToken ct = default) =>
        SendUnlessAsync(() => HasEndedAsync(deal, index, ct), RequesterOf(deal).PullFinalized(deal, index, digest, data), ct);

    /// <summary>
    /// Has the contract that bought a task get its money back, claiming the task where that is to be done. Null if the task
    /// has ended there.
    /// </summary>
    public async Task<TransactionReceipt?> RefundAsync(Deal deal, uint index, CancellationToken ct = default)
    {
        IReadOnlyList<Address> workers = [.. (await TaskHistoryAsync(deal, index, ct: ct)).Contributors.Select(c => c.Worker).Order()];
        return await SendUnlessAsync(() => HasEndedAsync(deal, index, ct), RequesterOf(deal).Refund(deal, index, workers), ct);
    }

    private static TaskRequester RequesterOf(Deal deal) => new(deal.Requester);

    private async Task<bool> HasEndedAsync(Deal deal, uint index, CancellationToken ct) =>
        await RequestStatusAsync(deal, index, ct) is RequestStatus.Done or RequestStatus.Failed;
}
