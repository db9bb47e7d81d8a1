using System.Numerics;
using Ect.Ethereum;

namespace Ect.Worker.Assignments;

/// <summary>
/// What the worker's tokens are promised to: free ones to contributions on the direct path, the bond to those on the epoch
/// path. Tasks checked at the same time must not count on the same tokens.
/// </summary>
/// <param name="toLock">Stakes that finished tasks are about to lock on the direct path.</param>
/// <param name="inEpochs">Stakes of contributions that an epoch may settle.</param>
internal sealed class StakeBook(Func<BigInteger> toLock, Func<BigInteger> inEpochs)
{
    /// <summary>A bond must cover so many times what its worker has at stake in one settlement: one being settled, one being worked on.</summary>
    public const int BondCover = 2;

    private readonly StakeReserve free = new();
    private readonly StakeReserve bond = new();

    /// <summary>Promises free tokens to a task on the direct path.</summary>
    public bool TryReserveFree(Bytes32 task, BigInteger stake, BigInteger tokens) => free.TryReserve(task, stake, tokens - toLock());

    /// <summary>Has the bond answer for a task on the epoch path.</summary>
    public bool TryReserveBond(Bytes32 task, BigInteger stake, BigInteger tokens) => bond.TryReserve(task, stake * BondCover, tokens - (inEpochs() * BondCover));

    /// <summary>The task is no longer running: what it holds from now on is in the journal.</summary>
    public void Release(Bytes32 task)
    {
        free.Release(task);
        bond.Release(task);
    }
}
