using System.Numerics;
using Ect.Cli.Up;
using Ect.Contracts;
using Ect.Ethereum.Rpc;

namespace Ect.Cli.Demo;

/// <summary>Reads from the chain who has what.</summary>
internal sealed class Treasury(EthClient chain, Deployment deployment)
{
    private readonly EctHub hub = new(deployment.Hub);
    private readonly EctToken token = new(deployment.Token);

    public async Task<Holdings> HoldingsAsync(Party party, CancellationToken cancellation)
    {
        var account = await chain.CallAsync(hub.AccountOf(party.Address), cancellationToken: cancellation);
        var wallet = await chain.CallAsync(token.BalanceOf(party.Address), cancellationToken: cancellation);
        return new Holdings(wallet, account.Free, account.Locked, account.Score);
    }

    public async Task<Dictionary<string, Holdings>> HoldingsAsync(Parties parties, CancellationToken cancellation)
    {
        var all = new Dictionary<string, Holdings>();
        foreach (var party in parties.All)
        {
            all[party.Name] = await HoldingsAsync(party, cancellation);
        }

        return all;
    }

    /// <summary>Counts all tokens, by the contracts' own figures on one side and the parties' on the other.</summary>
    public async Task<TokenCensus> CensusAsync(IReadOnlyCollection<Holdings> holdings, CancellationToken cancellation) => new(
        await chain.CallAsync(token.TotalSupply(), cancellationToken: cancellation),
        Sum(holdings, holding => holding.Wallet.Units),
        await chain.CallAsync(token.BalanceOf(deployment.Hub), cancellationToken: cancellation),
        Sum(holdings, holding => holding.Free.Units),
        Sum(holdings, holding => holding.Locked.Units),
        await chain.CallAsync(hub.Burned(), cancellationToken: cancellation));

    private static BigInteger Sum(IEnumerable<Holdings> holdings, Func<Holdings, BigInteger> part) =>
        holdings.Aggregate(BigInteger.Zero, (sum, holding) => sum + part(holding));
}
