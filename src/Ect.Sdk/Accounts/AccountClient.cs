using System.Numerics;
using Ect.Ethereum;
using Ect.Protocol.Trust;
using Ect.Sdk.Chain;
using Ect.Sdk.Errors;

namespace Ect.Sdk.Accounts;

/// <summary>Money in and out of the hub. Amounts in units of 10^-18 ECT.</summary>
public sealed class AccountClient
{
    private readonly ChainAccess _chain;

    internal AccountClient(ChainAccess chain) => _chain = chain;

    /// <summary>What an account has; the client's own if <paramref name="owner"/> is null.</summary>
    public async Task<AccountState> GetAsync(Address? owner = null, CancellationToken cancellation = default)
    {
        var address = owner ?? _chain.Me;
        var hub = await _chain.HubAsync(cancellation);
        var account = await hub.AccountOfAsync(address, cancellation);
        var tokens = await hub.TokenBalanceAsync(address, cancellation);
        var ether = await hub.Client.GetBalanceAsync(address, cancellationToken: cancellation);
        return new(address, ether, tokens, account.Free, account.Locked, Reputation.Unpack(account.Reputation));
    }

    /// <summary>Moves tokens into the hub; approves the hub first where needed, for exactly this amount.</summary>
    /// <exception cref="EctException">Not so many tokens (<see cref="ErrorCode.InsufficientBalance"/>), or an amount that is not positive.</exception>
    public async Task DepositAsync(BigInteger amount, CancellationToken cancellation = default)
    {
        RequirePositive(amount);
        var hub = await _chain.HubAsync(cancellation);
        var tokens = await hub.TokenBalanceAsync(_chain.Me, cancellation);
        if (tokens < amount)
        {
            throw new EctException(ErrorCode.InsufficientBalance, $"{_chain.Me} has {Show(tokens)} outside the hub; {Show(amount)} cannot be deposited.", "Deposit less, or have tokens sent to the address first.");
        }

        await hub.DepositAsync(amount, ct: cancellation);
    }

    /// <summary>Moves free tokens out of the hub, to <paramref name="to"/> or back to the owner.</summary>
    /// <exception cref="EctException">Not so many free tokens (<see cref="ErrorCode.InsufficientBalance"/>), or an amount that is not positive.</exception>
    public async Task WithdrawAsync(BigInteger amount, Address? to = null, CancellationToken cancellation = default)
    {
        RequirePositive(amount);
        await RequireFreeAsync(amount, "withdrawn", cancellation);
        await (await _chain.HubAsync(cancellation)).WithdrawAsync(amount, to, cancellation);
    }

    /// <summary>Sends tokens outside the hub to another account.</summary>
    /// <exception cref="EctException">Not so many tokens (<see cref="ErrorCode.InsufficientBalance"/>), or an amount that is not positive.</exception>
    public async Task TransferAsync(Address to, BigInteger amount, CancellationToken cancellation = default)
    {
        RequirePositive(amount);
        var hub = await _chain.HubAsync(cancellation);
        var tokens = await hub.TokenBalanceAsync(_chain.Me, cancellation);
        if (tokens < amount)
        {
            throw new EctException(ErrorCode.InsufficientBalance, $"{_chain.Me} has {Show(tokens)} outside the hub; {Show(amount)} cannot be sent.", "Send less, or withdraw tokens from the hub first with `ect wallet withdraw`.");
        }

        await hub.TransferAsync(to, amount, cancellation);
    }

    /// <summary>Sends the chain's own coin, which pays for gas, to another account.</summary>
    /// <param name="to">The receiver.</param>
    /// <param name="amount">In units of 10^-18 coin.</param>
    /// <param name="cancellation">Ends the waiting, not the transaction.</param>
    /// <exception cref="EctException">Not so much coin (<see cref="ErrorCode.InsufficientBalance"/>), or an amount that is not positive.</exception>
    public async Task SendGasAsync(Address to, BigInteger amount, CancellationToken cancellation = default)
    {
        RequirePositive(amount);
        var has = await (await _chain.HubAsync(cancellation)).Client.GetBalanceAsync(_chain.Me, cancellationToken: cancellation);
        if (has <= amount)
        {
            throw new EctException(ErrorCode.InsufficientBalance, $"{_chain.Me} has {Units.FormatEther(has)} of the chain's coin; {Units.FormatEther(amount)} and the gas to send it are too much.", "Send less: some must stay to pay for gas.");
        }

        await _chain.SendCoinAsync(to, amount, cancellation);
    }

    internal async Task RequireFreeAsync(BigInteger amount, string verb, CancellationToken cancellation)
    {
        var account = await (await _chain.HubAsync(cancellation)).AccountOfAsync(_chain.Me, cancellation);
        if (account.Free < amount)
        {
            throw new EctException(ErrorCode.InsufficientBalance, $"{_chain.Me} has {Show(account.Free)} free in the hub ({Show(account.Locked)} locked); {Show(amount)} cannot be {verb}.");
        }
    }

    private static void RequirePositive(BigInteger amount)
    {
        if (amount.Sign <= 0)
        {
            throw new EctException(ErrorCode.InvalidValue, $"{Show(amount)} is no amount to move: give more than zero.");
        }
    }

    private static string Show(BigInteger amount) => $"{Units.FormatEther(amount)} ECT";
}
