using System.Numerics;
using Ect.Contracts;

namespace Ect.Worker.Assignments;

/// <summary>What a worker has, before it takes a task that nobody gave it.</summary>
/// <param name="Now">The later of the latest block's time and this machine's clock, Unix seconds.</param>
/// <param name="Seat">Its seat.</param>
/// <param name="Roster">The pool's roster.</param>
/// <param name="Free">Its free tokens, in the smallest unit.</param>
/// <param name="Gas">What its coin pays for at today's price, in units of gas.</param>
/// <param name="Open">Contributions under way, each of which may have to be closed on chain.</param>
/// <param name="AssignedAt">When the scheduler last gave it a task, Unix seconds; 0 if never.</param>
internal sealed record UnaskedView(ulong Now, Seat Seat, Roster Roster, BigInteger Free, BigInteger Gas, int Open, ulong AssignedAt);
