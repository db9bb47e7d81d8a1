using System.Numerics;
using Ect.Cli.Up;
using Ect.Contracts;

namespace Ect.Cli.Demo;

/// <summary>Reads from the chain who has what.</summary>
internal sealed class Treasury(HubClient hub)
{
    public async Task<Holdings> HoldingsAsync(Party party, CancellationToken cancellation)
    {
        var account = await hub.AccountOfAsync(party.Address, cancellation);
        var wallet = await hub.TokenBalanceAsync(party.Address, cancellation);
        var seat = await hub.SeatOfAsync(party.Address, cancellation);
        var leaving = await hub.LeavingOfAsync(party.Address, cancellation);
        return new Holdings(wallet, account.Free, account.Locked, HubClient.Gwei * ((BigInteger)seat.Bond + seat.Earned + leaving.Bond));
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
        await hub.TotalSupplyAsync(cancellation),
        Sum(holdings, holding => holding.Wallet.Units),
        await hub.TokenBalanceAsync(hub.Deployment.Hub, cancellation),
        Sum(holdings, holding => holding.Free.Units),
        Sum(holdings, holding => holding.Locked.Units),
        Sum(holdings, holding => holding.Seat.Units),
        await hub.BurnedAsync(cancellation));

    private static BigInteger Sum(IEnumerable<Holdings> holdings, Func<Holdings, BigInteger> part) =>
        holdings.Aggregate(BigInteger.Zero, (sum, holding) => sum + part(holding));
}
