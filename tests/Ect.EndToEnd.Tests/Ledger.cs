using System.Numerics;
using System.Text.Json.Nodes;

namespace Ect.EndToEnd.Tests;

/// <summary>What accounts have in the hub, as `ect wallet balance` and `ect seat show` say, in the token's smallest unit.</summary>
internal sealed class Ledger
{
    private readonly Dictionary<string, (BigInteger Free, BigInteger Locked, BigInteger Seat)> accounts = [];

    public static async Task<Ledger> ReadAsync(TestNetwork network)
    {
        var ledger = new Ledger();
        foreach (var name in new[] { "default", "app-owner", "pool-owner" }.Concat(network.Local.Parties.Workers.Select(worker => worker.Name)))
        {
            var money = (await network.EctAsync("wallet", "balance", name)).ShouldSucceed().Document;
            var seat = (await network.EctAsync("seat", "show", name)).ShouldSucceed().Document;
            ledger.accounts[name] = (Units(money, "free"), Units(money, "locked"), Units(seat, "bond") + Units(seat, "earned") + Units(seat, "leaving"));
        }

        return ledger;
    }

    /// <summary>Everybody has what it had, and these amounts more or less free; nobody's seat has changed and nothing is locked.</summary>
    /// <param name="before">As it was.</param>
    /// <param name="changes">Amounts in ECT by the wallet's name; who is not named has what it had.</param>
    public void ShouldDifferFrom(Ledger before, params (string Name, BigInteger Amount)[] changes)
    {
        foreach (var (name, now) in accounts)
        {
            var was = before.accounts[name];
            var change = changes.Where(change => change.Name == name).Aggregate(BigInteger.Zero, (sum, change) => sum + change.Amount);
            now.Should().Be((was.Free + change, BigInteger.Zero, was.Seat), $"{name} has {Ethereum.Units.FormatEther(change)} ECT more than before, and nothing at stake");
        }
    }

    private static BigInteger Units(JsonNode document, string member) => Ethereum.Units.ParseEther((string)document[member]!);
}
