using Ect.Ethereum;
using Ect.Ethereum.Rpc;

namespace Ect.Contracts;

/// <summary>Which workers a deal draws.</summary>
public sealed partial class HubClient
{
    /// <summary>
    /// What the chain keeps of a deal: the block whose hash decides its draw, the pool's roster and seats at the match, and the
    /// seed once somebody has fixed it.
    /// </summary>
    /// <returns>Block 0: there is no such deal. Roster 0: the pool had none. Seed 0: not fixed yet.</returns>
    public Task<DealDraw> DrawOfAsync(Bytes32 dealId, CancellationToken ct = default) => ReadAsync(Hub.DrawOf(dealId), ct);

    /// <summary>
    /// Fixes a deal's draw. Null if it is fixed. The hub refuses with DrawNotReady until the deciding block is mined; 256
    /// blocks later its hash is gone and the call sets another deciding block.
    /// </summary>
    public Task<TransactionReceipt?> DrawAsync(Bytes32 dealId, CancellationToken ct = default) =>
        SendUnlessAsync(async () => !(await DrawOfAsync(dealId, ct)).Seed.IsZero, Hub.Draw(dealId), ct);

    /// <summary>Whether the worker is seated for the deal and drawn for the task, as of the newest block.</summary>
    /// <remarks>The hub refuses with DrawNotReady until the deciding block is mined, and with DrawMissed when its hash is gone.</remarks>
    public Task<bool> IsDrawnAsync(Deal deal, uint index, Address worker, CancellationToken ct = default) => ReadAsync(Hub.IsDrawn(deal, index, worker), ct);

    /// <summary>Whether a task is settled by an epoch, on the direct path, or over.</summary>
    public Task<bool> IsTakenAsync(Deal deal, uint index, CancellationToken ct = default) => ReadAsync(Hub.IsTaken(deal, index), ct);

    /// <summary>The same of many tasks of a deal as of a block, in their order.</summary>
    public Task<IReadOnlyList<bool>> AreTakenAsync(Deal deal, IEnumerable<uint> indices, ulong block, CancellationToken ct = default) =>
        ReadAllAsync(indices.Select(index => Hub.IsTaken(deal, index)), block, ct);
}
