using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Ethereum.Transactions;

namespace Ect.Cli.Up;

/// <summary>Brings a fresh local chain to where a network can start: gas, contracts, play money. Each step is idempotent.</summary>
internal sealed class ChainBootstrap(EthClient chain, Party treasury, TimeProvider time) : IAsyncDisposable
{
    private static readonly BigInteger Gas = Units.ParseEther("1000");
    private static readonly BigInteger LowGas = Units.ParseEther("100");

    private readonly TransactionSender sender = new(chain, treasury.Key, (ulong)AnvilRole.ChainId, time: time);

    /// <summary>Gas for everybody, by the embedded chain's own means; elsewhere one buys it.</summary>
    public async Task GiveGasAsync(IEnumerable<Party> parties, CancellationToken cancellationToken)
    {
        foreach (var party in parties)
        {
            if (await chain.GetBalanceAsync(party.Address, cancellationToken: cancellationToken) < LowGas)
            {
                await chain.CallAsync("anvil_setBalance", party.Address.ToString(), "0x" + Gas.ToString("x").TrimStart('0'));
            }
        }
    }

    /// <summary>
    /// The contracts: those that <paramref name="known"/> names if they stand on the chain, with those that it lacks because it is
    /// older than they are; new ones otherwise.
    /// </summary>
    public async Task<Deployment> DeployAsync(Deployment? known, CancellationToken cancellationToken)
    {
        if (known is null || (await chain.GetCodeAsync(known.Hub, cancellationToken: cancellationToken)).Length == 0)
        {
            return await HubDeployer.DeployAsync(sender, ct: cancellationToken);
        }

        await HubDeployer.VerifyAsync(chain, known, ct: cancellationToken);
        return await HubDeployer.WithMatchmakerAsync(sender, known, cancellationToken);
    }

    /// <summary>Fills each party's account in the hub up to its first deposit, unless it ever had one.</summary>
    public async Task GiveTokensAsync(Deployment deployment, IEnumerable<Party> parties, CancellationToken cancellationToken)
    {
        var hub = new HubClient(chain, deployment, sender);
        var poor = new List<Party>();
        foreach (var party in parties.Where(party => party.Deposit > 0))
        {
            var account = await hub.AccountOfAsync(party.Address, cancellationToken);
            if (account.Free + account.Locked == 0)
            {
                poor.Add(party);
            }
        }

        if (poor.Count == 0)
        {
            return;
        }

        var sum = poor.Aggregate(BigInteger.Zero, (total, party) => total + party.Deposit);
        await hub.ApproveAsync(sum, cancellationToken);
        await Task.WhenAll(poor.Select(party => hub.DepositAsync(party.Deposit, party.Address, cancellationToken)));
    }

    public ValueTask DisposeAsync() => sender.DisposeAsync();
}
