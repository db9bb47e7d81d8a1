using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Protocol.Draws;
using Ect.Protocol.Trust;

namespace Ect.Scheduler.Epochs;

/// <summary>Who may contribute to a deal's tasks, and what each vote weighs, as the hub sees it.</summary>
/// <param name="Deal">The deal's terms.</param>
/// <param name="Roster">The pool's roster.</param>
/// <param name="Seats">Seats of the workers in question.</param>
/// <param name="Draw">Who is drawn; null while nobody knows.</param>
/// <param name="Day">Today, as reputations count.</param>
internal sealed record DealAdmission(Deal Deal, Roster Roster, SeatBook Seats, Draw? Draw, ushort Day)
{
    /// <summary>Whether the worker took its seat before the deal started.</summary>
    public bool IsSeated(Address worker) =>
        Roster.Number != 0 && Seats.Find(worker) is { } seat && seat.Roster == Roster.Number && seat.Since < Deal.Start;

    /// <summary>Whether the worker may contribute to a task: seated and drawn.</summary>
    public bool IsAdmitted(Address worker, uint offset) => IsSeated(worker) && Draw is not null && Draw.IsDrawn(worker, offset);

    /// <summary>What the worker's vote weighs.</summary>
    public int Bits(Address worker) => Seats.Find(worker) is { } seat
        ? Reputation.Unpack(seat.Reputation).BitsFor(Deal.Value.IsZero ? Deal.PoolPrice : Deal.Value, Day)
        : Evidence.NewcomerBits;

    /// <summary>The bond of the worker's seat in this pool, in the token's smallest unit.</summary>
    public BigInteger Bond(Address worker) => IsSeated(worker) && Seats.Find(worker) is { } seat ? seat.Bond * HubClient.Gwei : BigInteger.Zero;

    /// <summary>What the bond must cover for one task on the epoch path, in the token's smallest unit.</summary>
    public BigInteger Risk => HubRules.BondCover * Deal.WorkerStake;
}
