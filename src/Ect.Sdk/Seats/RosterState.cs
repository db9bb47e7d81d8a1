using System.Numerics;

namespace Ect.Sdk.Seats;

/// <summary>A pool's roster: the workers from whom its tasks are drawn.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="IsOpen">Whether workers can take seats.</param>
/// <param name="Seats">Workers seated now.</param>
/// <param name="SeatBond">Least bond of a seat, in units of 10^-18 ECT.</param>
public sealed record RosterState(BigInteger Pool, bool IsOpen, uint Seats, BigInteger SeatBond);
