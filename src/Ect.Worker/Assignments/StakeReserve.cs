using System.Numerics;
using Ect.Ethereum;

namespace Ect.Worker.Assignments;

/// <summary>Stakes promised to running tasks: tasks checked at the same time must not count on the same tokens.</summary>
internal sealed class StakeReserve
{
    private readonly Lock gate = new();
    private readonly Dictionary<Bytes32, BigInteger> reserved = [];

    /// <summary>Promises the stake to the task if it fits.</summary>
    /// <param name="task">The task.</param>
    /// <param name="stake">Its stake.</param>
    /// <param name="available">Free tokens, less those that finished tasks are about to lock.</param>
    public bool TryReserve(Bytes32 task, BigInteger stake, BigInteger available)
    {
        lock (gate)
        {
            var others = reserved.Where(r => r.Key != task).Aggregate(BigInteger.Zero, (sum, r) => sum + r.Value);
            if (others + stake > available)
            {
                return false;
            }

            reserved[task] = stake;
            return true;
        }
    }

    public void Release(Bytes32 task)
    {
        lock (gate)
        {
            reserved.Remove(task);
        }
    }
}
