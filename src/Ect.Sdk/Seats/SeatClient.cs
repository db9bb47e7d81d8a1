using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Sdk.Chain;
using Ect.Sdk.Errors;

namespace Ect.Sdk.Seats;

/// <summary>
/// Rosters of pools and seats of workers. Amounts in units of 10^-18 ECT, whole gwei (10^9 of them). What is done already is
/// not done again.
/// </summary>
public sealed class SeatClient
{
    private readonly ChainAccess _chain;

    internal SeatClient(ChainAccess chain) => _chain = chain;

    /// <summary>A pool's roster.</summary>
    public async Task<RosterState> RosterAsync(BigInteger pool, CancellationToken cancellation = default)
    {
        var roster = await (await _chain.HubAsync(cancellation)).RosterOfAsync(pool, cancellation);
        return new(pool, roster.Number > 0, roster.Seats, roster.SeatBond * HubClient.Gwei);
    }

    /// <summary>Opens the roster of a pool that the client's account owns, or changes the bond for seats taken from now on.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="seatBond">Least bond of a seat: what a fake worker costs.</param>
    /// <param name="cancellation">Ends the waiting, not the transaction.</param>
    /// <exception cref="EctException">An amount that is negative or no whole gwei (<see cref="ErrorCode.InvalidValue"/>).</exception>
    public async Task<RosterState> OpenRosterAsync(BigInteger pool, BigInteger seatBond, CancellationToken cancellation = default)
    {
        RequireWhole(seatBond);
        await (await _chain.HubAsync(cancellation)).OpenRosterAsync(pool, seatBond, cancellation);
        return await RosterAsync(pool, cancellation);
    }

    /// <summary>A worker's seat; the client's own if <paramref name="worker"/> is null.</summary>
    public async Task<SeatState> GetAsync(Address? worker = null, CancellationToken cancellation = default)
    {
        var hub = await _chain.HubAsync(cancellation);
        var address = worker ?? _chain.Me;
        var seat = await hub.SeatOfAsync(address, cancellation);
        var leaving = await hub.LeavingOfAsync(address, cancellation);
        return new(
            address,
            seat.Roster == 0 ? null : await hub.SeatedPoolAsync(address, cancellation),
            seat.Roster == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(seat.Since),
            seat.Bond * HubClient.Gwei,
            seat.Earned * HubClient.Gwei,
            leaving.Bond * HubClient.Gwei,
            leaving.Bond == 0 ? null : DateTimeOffset.FromUnixTimeSeconds((long)leaving.Until),
            await hub.EvidenceOfAsync(address, Units.ParseEther("1"), cancellation));
    }

    /// <summary>Takes a seat with a bond from the account's free balance. Having one there already it takes no other.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="bond">The bond; null for the roster's least.</param>
    /// <param name="cancellation">Ends the waiting, not the transaction.</param>
    /// <exception cref="EctException">Not so much free balance (<see cref="ErrorCode.InsufficientBalance"/>), or no whole gwei.</exception>
    public async Task<SeatState> TakeAsync(BigInteger pool, BigInteger? bond = null, CancellationToken cancellation = default)
    {
        var hub = await _chain.HubAsync(cancellation);
        if (!await hub.IsSeatedAsync(pool, _chain.Me, cancellation))
        {
            var amount = bond ?? (await RosterAsync(pool, cancellation)).SeatBond;
            await RequireFreeAsync(amount, cancellation);
            await hub.TakeSeatAsync(pool, amount, cancellation);
        }

        return await GetAsync(cancellation: cancellation);
    }

    /// <summary>Adds to the seat's bond from the account's free balance.</summary>
    /// <exception cref="EctException">Not so much free balance (<see cref="ErrorCode.InsufficientBalance"/>), or an amount that is not positive or no whole gwei.</exception>
    public async Task<SeatState> RaiseBondAsync(BigInteger amount, CancellationToken cancellation = default)
    {
        if (amount.IsZero)
        {
            throw new EctException(ErrorCode.InvalidValue, "0 ECT is no amount to add: give more than zero.");
        }

        await RequireFreeAsync(amount, cancellation);
        await (await _chain.HubAsync(cancellation)).RaiseBondAsync(amount, cancellation);
        return await GetAsync(cancellation: cancellation);
    }

    /// <summary>Moves what the seat has earned to the account's free balance.</summary>
    public async Task<SeatState> CollectAsync(CancellationToken cancellation = default)
    {
        await (await _chain.HubAsync(cancellation)).CollectEarningsAsync(cancellation);
        return await GetAsync(cancellation: cancellation);
    }

    /// <summary>Gives the seat back: earnings become free, the bond stays at stake for a day.</summary>
    public async Task<SeatState> LeaveAsync(BigInteger pool, CancellationToken cancellation = default)
    {
        await (await _chain.HubAsync(cancellation)).LeaveSeatAsync(pool, cancellation);
        return await GetAsync(cancellation: cancellation);
    }

    /// <summary>Moves bonds that are at stake no more to the account's free balance.</summary>
    public async Task<SeatState> WithdrawAsync(CancellationToken cancellation = default)
    {
        await (await _chain.HubAsync(cancellation)).WithdrawBondAsync(cancellation);
        return await GetAsync(cancellation: cancellation);
    }

    private async Task RequireFreeAsync(BigInteger bond, CancellationToken cancellation)
    {
        RequireWhole(bond);
        var free = (await (await _chain.HubAsync(cancellation)).AccountOfAsync(_chain.Me, cancellation)).Free;
        if (free < bond)
        {
            throw new EctException(ErrorCode.InsufficientBalance, $"{_chain.Me} has {Show(free)} free in the hub; a bond of {Show(bond)} cannot be taken from it.", "Deposit more with `ect wallet deposit`, or give a smaller bond.");
        }
    }

    private static void RequireWhole(BigInteger amount)
    {
        if (amount.Sign < 0 || !(amount % HubClient.Gwei).IsZero)
        {
            throw new EctException(ErrorCode.InvalidValue, $"{Show(amount)} is no amount for a bond: bonds have at most nine decimals and are not negative.");
        }
    }

    private static string Show(BigInteger amount) => $"{Units.FormatEther(amount)} ECT";
}
