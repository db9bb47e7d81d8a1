using System.Numerics;
using Ect.Ethereum;
using Ect.Ethereum.Abi;
using Ect.Ethereum.Rpc;

namespace Ect.Contracts;

/// <summary>Money. Amounts are in the token's smallest unit, 10^-18.</summary>
public sealed partial class HubClient
{
    private const ulong PermitSeconds = 3600;
    private static readonly Bytes32 PermitType = Keccak256.Hash("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
    private static readonly AbiType[] PermitTypes = [AbiType.Bytes32, AbiType.Address, AbiType.Address, AbiType.Uint256, AbiType.Uint256, AbiType.Uint256];

    /// <summary>Free and locked tokens in the hub, and the score.</summary>
    public Task<Account> AccountOfAsync(Address owner, CancellationToken ct = default) => ReadAsync(Hub.AccountOf(owner), ct);

    /// <summary>The same of many owners, in their order, at the newest block.</summary>
    public Task<IReadOnlyList<Account>> AccountsOfAsync(IEnumerable<Address> owners, CancellationToken ct = default) => ReadAllAsync(owners.Select(Hub.AccountOf), null, ct);

    /// <summary>Tokens outside the hub.</summary>
    public Task<BigInteger> TokenBalanceAsync(Address owner, CancellationToken ct = default) => ReadAsync(Token.BalanceOf(owner), ct);

    /// <summary>Tokens that the hub holds and nobody can ever claim.</summary>
    public Task<BigInteger> BurnedAsync(CancellationToken ct = default) => ReadAsync(Hub.Burned(), ct);

    /// <summary>All tokens that exist.</summary>
    public Task<BigInteger> TotalSupplyAsync(CancellationToken ct = default) => ReadAsync(Token.TotalSupply(), ct);

    /// <summary>Sends tokens from account to account, outside the hub.</summary>
    public Task<TransactionReceipt> TransferAsync(Address to, BigInteger amount, CancellationToken ct = default) => SendAsync(Token.Transfer(to, amount), ct);

    /// <summary>Lets the hub take so many of the account's tokens: deposits of no more in sum then send one transaction each.</summary>
    public Task<TransactionReceipt> ApproveAsync(BigInteger amount, CancellationToken ct = default) => SendAsync(Token.Approve(Deployment.Hub, amount), ct);

    /// <summary>Moves tokens into the hub, to the account's own free balance or another's. Approves first where needed.</summary>
    /// <param name="amount">More than zero.</param>
    /// <param name="to">Whose balance; the sender's own when null.</param>
    /// <param name="ct">Ends the waiting.</param>
    public async Task<TransactionReceipt> DepositAsync(BigInteger amount, Address? to = null, CancellationToken ct = default)
    {
        RequirePositive(amount);
        var owner = Sender.Address;
        if (await ReadAsync(Token.Allowance(owner, Deployment.Hub), ct) < amount)
        {
            await ApproveAsync(amount, ct);
        }

        return await SendAsync(to is { } account ? Hub.DepositFor(account, amount) : Hub.Deposit(amount), ct);
    }

    /// <summary>Moves the sender's tokens into the hub in one transaction, with a signed permit (ERC-2612) instead of an approval.</summary>
    /// <param name="amount">More than zero.</param>
    /// <param name="owner">The sender's own key, which signs the permit.</param>
    /// <param name="ct">Ends the waiting.</param>
    public async Task<TransactionReceipt> DepositWithPermitAsync(BigInteger amount, PrivateKey owner, CancellationToken ct = default)
    {
        RequirePositive(amount);
        if (owner.Address != Sender.Address)
        {
            throw new ArgumentException($"The permit must be signed by the sender {Sender.Address}, the key is of {owner.Address}.", nameof(owner));
        }

        var deadline = await NowAsync(ct) + PermitSeconds;
        var nonce = await ReadAsync(Token.Nonces(owner.Address), ct);
        var separator = await ReadAsync(Token.DomainSeparator(), ct);
        var permit = AbiCodec.Hash(PermitTypes, PermitType, owner.Address, Deployment.Hub, amount, nonce, (BigInteger)deadline);
        var signature = owner.Sign(Keccak256.Hash([0x19, 0x01, .. separator.ToBytes(), .. permit.ToBytes()]));
        return await SendAsync(Hub.DepositWithPermit(amount, deadline, signature.V, signature.R, signature.S), ct);
    }

    /// <summary>Takes free tokens out of the hub, to the account itself or another.</summary>
    public Task<TransactionReceipt> WithdrawAsync(BigInteger amount, Address? to = null, CancellationToken ct = default)
    {
        RequirePositive(amount);
        return SendAsync(to is { } account ? Hub.WithdrawTo(account, amount) : Hub.Withdraw(amount), ct);
    }
}
