using System.Numerics;
using Ect.Ethereum;
using Ect.Protocol.Trust;

namespace Ect.Simulation.Pools;

/// <summary>A seat and who sits there.</summary>
/// <param name="seat">Number of the seat in its pool.</param>
/// <param name="address">The worker's address.</param>
/// <param name="owner">Whose purse it works for.</param>
public sealed class SimulatedWorker(int seat, Address address, Party owner)
{
    public int Seat => seat;

    public Address Address => address;

    public Party Owner => owner;

    public Reputation Reputation { get; internal set; }

    /// <summary>What its vote weighs, as computed last: the same question comes up for every task.</summary>
    internal (Reputation Reputation, BigInteger Value, ushort Day, int Bits) Weighed { get; set; }

    /// <summary>Fees below the unit of reputation, in gwei, until others join them.</summary>
    internal long FeesInHand { get; set; }
}
