using System.Numerics;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;

namespace Ect.Contracts;

/// <summary>
/// Rosters and seats: the staked workers of a pool, from whom tasks are drawn. Amounts are in the token's smallest unit and
/// must be whole gwei (10^9 of it); the records hold gwei.
/// </summary>
public sealed partial class HubClient
{
    /// <summary>Smallest units of a gwei, in which seats and rosters count.</summary>
    public static BigInteger Gwei { get; } = 1_000_000_000;

    /// <summary>A pool's roster; number 0 if it was never opened.</summary>
    public Task<Roster> RosterOfAsync(BigInteger pool, CancellationToken ct = default) => ReadAsync(Hub.RosterOf(pool), ct);

    /// <summary>A worker's seat; roster 0 if it has none.</summary>
    public Task<Seat> SeatOfAsync(Address worker, CancellationToken ct = default) => ReadAsync(Hub.SeatOf(worker), ct);

    /// <summary>The seats of many workers, in their order, at the newest block.</summary>
    public Task<IReadOnlyList<Seat>> SeatsOfAsync(IEnumerable<Address> workers, CancellationToken ct = default) => ReadAllAsync(workers.Select(Hub.SeatOf), null, ct);

    /// <summary>A worker's bond on its way out.</summary>
    public Task<Leaving> LeavingOfAsync(Address worker, CancellationToken ct = default) => ReadAsync(Hub.LeavingOf(worker), ct);

    /// <summary>Evidence of one vote of a worker, in bits, where a wrong result may cost <paramref name="value"/>: 2 for a newcomer.</summary>
    public async Task<int> EvidenceOfAsync(Address worker, BigInteger value, CancellationToken ct = default) => (int)await ReadAsync(Hub.EvidenceOf(worker, value), ct);

    /// <summary>The same of many workers, in their order, at the newest block.</summary>
    public async Task<IReadOnlyList<int>> EvidenceOfAsync(IEnumerable<Address> workers, BigInteger value, CancellationToken ct = default) =>
        [.. (await ReadAllAsync(workers.Select(worker => Hub.EvidenceOf(worker, value)), null, ct)).Select(bits => (int)bits)];

    /// <summary>Lets workers take seats in the account's pool. Null if the roster is open with this bond already.</summary>
    /// <param name="pool">The pool, which the account owns.</param>
    /// <param name="seatBond">The least bond of a seat taken from now on, whole gwei.</param>
    /// <param name="ct">Ends the waiting.</param>
    public Task<TransactionReceipt?> OpenRosterAsync(BigInteger pool, BigInteger seatBond, CancellationToken ct = default) =>
        SendUnlessAsync(
            async () => await RosterOfAsync(pool, ct) is { Number: > 0 } roster && roster.SeatBond * Gwei == seatBond,
            Hub.OpenRoster(pool, seatBond),
            ct);

    /// <summary>
    /// Takes a seat in a pool's roster: the bond moves from the account's free balance. The account is drawn for deals that
    /// start later. Null if it has a seat there already, with whatever bond.
    /// </summary>
    /// <param name="pool">The pool.</param>
    /// <param name="bond">Whole gwei, at least the roster's seat bond.</param>
    /// <param name="ct">Ends the waiting.</param>
    public Task<TransactionReceipt?> TakeSeatAsync(BigInteger pool, BigInteger bond, CancellationToken ct = default) =>
        SendUnlessAsync(() => IsSeatedAsync(pool, Sender.Address, ct), Hub.TakeSeat(pool, bond), ct);

    /// <summary>Whether a worker has a seat in this pool's roster.</summary>
    public async Task<bool> IsSeatedAsync(BigInteger pool, Address worker, CancellationToken ct = default)
    {
        var seat = await SeatOfAsync(worker, ct);
        return seat.Roster != 0 && seat.Roster == (await RosterOfAsync(pool, ct)).Number;
    }

    /// <summary>The pool that a worker took its last seat in, from the chain's events; null if it never took one.</summary>
    public async Task<BigInteger?> SeatedPoolAsync(Address worker, CancellationToken ct = default)
    {
        var logs = await LogsAsync(Deployment.Hub, [[EctHub.SeatTakenEvent.Topic], null, [TopicOf(worker)]], ct: ct);
        return logs.Count > 0 && EctHub.SeatTakenEvent.TryDecode(logs[^1], out var taken) ? taken.Pool : null;
    }

    /// <summary>Adds to the bond of the account's seat, from its free balance.</summary>
    /// <param name="amount">More than zero, whole gwei.</param>
    /// <param name="ct">Ends the waiting.</param>
    public Task<TransactionReceipt> RaiseBondAsync(BigInteger amount, CancellationToken ct = default)
    {
        RequirePositive(amount);
        return SendAsync(Hub.RaiseBond(amount), ct);
    }

    /// <summary>Moves what the account's seat has earned to its free balance. Null if it has earned nothing.</summary>
    public Task<TransactionReceipt?> CollectEarningsAsync(CancellationToken ct = default) =>
        SendUnlessAsync(
            async () => await SeatOfAsync(Sender.Address, ct) is { Roster: > 0, Earned: 0 },
            Hub.CollectEarnings(),
            ct);

    /// <summary>Gives the account's seat back; earnings become free, the bond stays at stake for a day. Null if it has no seat there.</summary>
    public Task<TransactionReceipt?> LeaveSeatAsync(BigInteger pool, CancellationToken ct = default) =>
        SendUnlessAsync(async () => !await IsSeatedAsync(pool, Sender.Address, ct), Hub.LeaveSeat(pool), ct);

    /// <summary>Moves a bond that is at stake no more to the account's free balance. Null if there is none.</summary>
    public Task<TransactionReceipt?> WithdrawBondAsync(CancellationToken ct = default) =>
        SendUnlessAsync(async () => (await LeavingOfAsync(Sender.Address, ct)).Bond == 0, Hub.WithdrawBond(), ct);
}
