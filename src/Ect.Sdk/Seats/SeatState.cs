using System.Numerics;
using Ect.Ethereum;

namespace Ect.Sdk.Seats;

/// <summary>A worker's seat in a pool's roster, and what is left of earlier ones. Amounts in units of 10^-18 ECT.</summary>
/// <param name="Worker">Whose.</param>
/// <param name="Pool">Where it sits; null if it has no seat.</param>
/// <param name="Since">When it sat down: it is drawn for deals that started later. Null without a seat.</param>
/// <param name="Bond">At stake for its contributions on the epoch path.</param>
/// <param name="Earned">Earned on the epoch path and not collected yet.</param>
/// <param name="Leaving">Bonds of seats that were given back: still at stake until <paramref name="LeavingUntil"/>.</param>
/// <param name="LeavingUntil">From when <paramref name="Leaving"/> can be withdrawn; null if there is none.</param>
/// <param name="Bits">Evidence of one of its votes on a task that costs 1 ECT, in bits: 2 for a newcomer, 6 at most.</param>
public sealed record SeatState(
    Address Worker, BigInteger? Pool, DateTimeOffset? Since, BigInteger Bond, BigInteger Earned, BigInteger Leaving, DateTimeOffset? LeavingUntil, int Bits);
