namespace Ect.Protocol.Deals;

/// <summary>
/// How a deal is worked and settled: bits of the mode of pool orders, request orders and deals. The same bits stand in
/// contracts/src/types/Mode.sol. Bits 8 to 15 name the verification: quorum (0) is the only one that the hub knows.
/// </summary>
public static class DealMode
{
    /// <summary>In a request and a deal: settled on the direct path only, task by task on chain.</summary>
    public const ushort Direct = 1;

    /// <summary>
    /// In a pool order: the scheduler picks the workers and nothing is drawn. In a request: such a pool will do. In a deal:
    /// its tasks are not drawn.
    /// </summary>
    public const ushort Private = 2;

    /// <summary>Whether tasks go over the direct path only.</summary>
    public static bool IsDirect(ushort mode) => (mode & Direct) != 0;

    /// <summary>Whether the scheduler picks the workers.</summary>
    public static bool IsPrivate(ushort mode) => (mode & Private) != 0;

    /// <summary>Whether the hub takes a request of this mode.</summary>
    public static bool IsKnownInRequest(ushort mode) => (mode & ~(Direct | Private)) == 0;

    /// <summary>Whether the hub takes a pool order of this mode.</summary>
    public static bool IsKnownInPool(ushort mode) => (mode & ~Private) == 0;

    /// <summary>The mode of a deal between them: what the request demands and what the pool is.</summary>
    public static ushort Joined(ushort pool, ushort request) => (ushort)((request & ~Private) | (pool & Private));
}
