using System.Globalization;
using Ect.Cli.Up;
using Ect.Testing;

namespace Ect.EndToEnd.Tests;

/// <summary>A pool whose workers say different things of themselves, and requesters who wish for some of them.</summary>
public sealed class AdsTests
{
    private static readonly (string Place, int Score, int Watts, int Price)[] Machines = [("DE", 900, 300, 9), ("FR", 500, 100, 1), ("DE", 300, 20, 7), ("FR", 100, 5, 2), ("IS", 700, 200, 8)];

    [Fact]
    public async Task Requests_find_the_machines_that_they_wish_for_and_everybody_sees_why()
    {
        await using var network = await TestNetwork.StartAsync(options => Task.FromResult(options with
        {
            Workers = [.. Machines.Select(machine => new WorkerPlan { Arguments = ["--ad", string.Create(CultureInfo.InvariantCulture, $"[ Place = \"{machine.Place}\"; Score = {machine.Score}; Watts = {machine.Watts}; Price = {machine.Price}; Requirements = TARGET.Trust < 50 ]")] })],
            Adapt = role => role.Name == "scheduler" ? role with { Arguments = [.. role.Arguments, "--requirements", "TARGET.Tasks <= 50", "--rank", "TARGET.Price"] } : role,
        }));
        var ct = TestContext.Current.CancellationToken;
        await Eventually.HoldsAsync("all workers are idle", async () => await IdleAsync(network) == Machines.Length, cancellationToken: ct);

        (await ComputedByAsync(network, "--rank", "TARGET.Score")).Should().Equal([0, 4], "the fastest");
        (await ComputedByAsync(network, "--rank", "-TARGET.Watts")).Should().Equal([2, 3], "the thriftiest");
        (await ComputedByAsync(network, "--requirements", "TARGET.Place == \"DE\"", "--rank", "-TARGET.Watts")).Should().Equal([0, 2], "those in one place");

        (await ComputedByAsync(network, "--prefer", "fast")).Should().Equal([0, 4]);
        (await ComputedByAsync(network, "--prefer", "green")).Should().Equal([2, 3]);
        (await ComputedByAsync(network, "--prefer", "price=1")).Should().Equal([1, 3], "those who ask for least");

        // Before anything is bought.
        var match = (await network.EctAsync("pool", "match", "local", "--requirements", "TARGET.Place == \"FR\" && TARGET.Score > 400")).ShouldSucceed().Document;
        ((int)match["machines"]!, (int)match["matches"]!).Should().Be((5, 1));
        match["clauses"]!.AsArray().Select(clause => ((string)clause!["text"]!, (int)clause["false"]!, (int)clause["admitsIfDropped"]!)).Should().Equal(("TARGET.Place == \"FR\"", 3, 2), ("TARGET.Score > 400", 2, 1));
        (await network.EctAsync("pool", "match", "local", "--requirements", "TARGET.HasTeapot")).ShouldSucceed().Document["unadvertised"]!.AsArray().Select(name => (string)name!).Should().Equal("HasTeapot");
        (await network.EctAsync("run", "monte-carlo", "--requirements", "TARGET.Score >")).ShouldFail(2, "invalid_value", "needs.requirements", "column");

        // And where nobody will do.
        var bought = (await network.EctAsync("run", "monte-carlo", "--requirements", "TARGET.Place == \"IS\" && TARGET.Score > 1000")).ShouldSucceed();
        bought.Errors.Should().Contain("Warning: no connected worker would do now: 0 of 5 machines match");
        var deal = (string)bought.Document["deals"]![0]!;
        var why = "";
        await Eventually.HoldsAsync("the task says why it waits", async () => (why = (await network.EctAsync("task", "why", $"{deal}:0")).Output).Contains("requirements-unmet", StringComparison.Ordinal), cancellationToken: ct);
        why.Should().Contain("TARGET.Score > 1000 is false of 5").And.Contain("TARGET.Place");
        var fit = (await network.EctAsync("task", "why", $"{deal}:0")).ShouldSucceed().Document["fit"]!;
        fit["clauses"]!.AsArray().Select(clause => ((string)clause!["text"]!, (int)clause["false"]!, (string)clause["best"]!)).Should().Equal(
            ("TARGET.Place == \"IS\"", 4, "Place is \"DE\", \"FR\", \"IS\""), ("TARGET.Score > 1000", 5, "Score is 900 at best"));
        ((int)fit["machines"]!, (int)fit["matches"]!).Should().Be((5, 0));
        var other = (await network.EctAsync("worker", "why", "worker-1")).ShouldSucceed().Document["fit"]!;
        ((int)other["deals"]!, (int)other["matches"]!).Should().Be((1, 0));
        other["refusals"]!.AsArray().Select(clause => (string)clause!["text"]!).Should().BeEquivalentTo("TARGET.Place == \"IS\"", "TARGET.Score > 1000");
        await Eventually.HoldsAsync("an idle worker says why it is", async () => (await network.EctAsync("worker", "why", "worker-1")).Output.Contains("requirements-refuse", StringComparison.Ordinal), cancellationToken: ct);

        // The pool takes some requests only, and tells buyers what it can.
        (await network.EctAsync("run", "monte-carlo", "--tasks", "51")).ShouldFail(3, "no_match", "Pool local", "TARGET.Tasks <= 50 is false");
        var preferring = (await network.EctAsync("run", "monte-carlo", "--prefer", "fast", "--ad", "[ Colour = 3 ]")).ShouldSucceed();
        preferring.Errors.Should().Contain("Pools by 'fast'").And.Contain("nobody reads Colour");
        var pool = preferring.Document["pools"]!["candidates"]!.AsArray().Should().ContainSingle().Subject!;
        ((string)pool["name"]!, (double)pool["seconds"]! > 0, (double)pool["reliability"]! > 0.5, (double)pool["joules"]! > 0).Should().Be(("local", true, true, true));

        // Another pool, of which nobody knows anything but its price. What votes weigh the chain says of workers that have a seat.
        (await network.EctAsync("pool", "publish", "second", "--wallet", "pool-owner")).ShouldSucceed();
        (await network.EctAsync("order", "sign", "pool", "second", "--price", "1", "--volume", "5", "--post", "--wallet", "pool-owner")).ShouldSucceed();
        var safe = (await network.EctAsync("run", "monte-carlo", "--prefer", "safe", "--category", "0")).ShouldSucceed().Document["pools"]!["candidates"]!.AsArray();
        safe.Select(candidate => ((string)candidate!["name"]!, (double?)candidate["trustBits"], candidate["silence"] is null)).Should().BeEquivalentTo([("local", (double?)2, true), ("second", null, false)]);
    }

    private static async Task<int> IdleAsync(TestNetwork network) =>
        (await network.EctAsync("pool", "workers", "local")).ShouldSucceed().Document["workers"]!.AsArray().Count(worker => (int)worker!["freeSlots"]! > 0);

    // The numbers of the workers that computed the only task, from 0. With two votes all of five seats are drawn.
    private static async Task<IReadOnlyList<int>> ComputedByAsync(TestNetwork network, params string[] wishes)
    {
        var ct = TestContext.Current.CancellationToken;
        await Eventually.HoldsAsync("all workers are idle", async () => await IdleAsync(network) == Machines.Length, cancellationToken: ct);
        var deal = (string)(await network.EctAsync(["run", "monte-carlo", "--trust", "2", .. wishes, "--out", network.NewPath()])).ShouldSucceed().Document["deals"]![0]!;
        var task = (await network.EctAsync("task", "list", deal)).ShouldSucceed().Document["tasks"]![0]!;
        var parts = (await network.EctAsync("task", "why", $"{deal}:0")).ShouldSucceed().Document["parts"]!.AsArray();
        parts.Should().HaveCount(2).And.OnlyContain(part => ((string)part!["chosen"]!).Contains("of 5 idle workers", StringComparison.Ordinal) || wishes.Contains("--requirements"));
        var parties = network.Local.Parties.Workers.ToList();
        return [.. task["contributors"]!.AsArray().Select(part => parties.FindIndex(party => party.Address == Ethereum.Address.Parse((string)part!["worker"]!))).Order()];
    }
}
