using System.Globalization;
using System.Numerics;
using Ect.Cli.Home;
using Ect.Cli.Up;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Protocol.Deals;
using Ect.Protocol.Tasks;
using Ect.Sdk;
using Ect.Sdk.Deals;
using Ect.Sdk.Orders;
using Ect.Sdk.Tasks;
using Spectre.Console;

namespace Ect.Cli.Demo;

/// <summary>One demonstration, from nothing to the report.</summary>
internal sealed class DemoRun(DemoOptions options, EctHome home, IAnsiConsole console, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    public async Task<DemoReport> RunAsync(CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        console.MarkupLineInterpolated($"[bold]ECT demonstration[/], seed {options.Seed}, in {home.Path}");
        await using var network = await LocalNetwork.StartAsync(NetworkOptions(), new LogView(null), new StepProgress(console), time, cancellation)
            ?? throw new InvalidOperationException($"Another process runs a network in {home.Path}.");
        console.MarkupLineInterpolated($"[dim]…[/] {NameOf(options.Liar)} will lie, {NameOf(options.Victim)} will die in the middle of its first task");

        var treasury = new Treasury(new HubClient(network.Chain, network.Network.Deployment));
        var before = await treasury.HoldingsAsync(network.Parties, cancellation);
        await using var requester = new EctClient(network.Network, network.Parties.Requester.Key, time);
        var deal = await BuyAsync(network, requester, cancellation);
        console.MarkupLineInterpolated($"[dim]…[/] Deal {deal.Id}: {deal.Terms.Size} tasks, {deal.Terms.Trust} workers must agree on each");

        var logs = await FollowAsync(network, requester, deal, cancellation);
        var settled = await requester.Tasks.ListAsync(deal, cancellation);
        console.MarkupLine("[dim]…[/] Downloading the results, checking every block");
        var tasks = await TellAsync(network, requester, deal, settled, cancellation);

        var after = await treasury.HoldingsAsync(network.Parties, cancellation);
        var census = await treasury.CensusAsync(after.Values, cancellation);
        var accounts = network.Parties.All
            .Select(party => new AccountStory(party.Title, party.Address, before[party.Name], after[party.Name], MoneyTrail.Of(party.Address, deal.Terms, logs)))
            .ToArray();
        return new DemoReport(
            options.Seed,
            Succeeded(tasks, accounts, census),
            NameOf(options.Liar),
            NameOf(options.Victim),
            new DealStory(deal.Id, SampleShop.PriceClusters, SampleShop.ExchangeRates, "local", deal.Terms.Trust, deal.Terms.Size, (long)network.Network.ChainId, network.Network.Deployment.Hub),
            tasks,
            accounts,
            census,
            census.Conserved,
            Results,
            Dendrogram(tasks),
            Math.Round(time.GetElapsedTime(begun).TotalSeconds, 1));
    }

    private string Results => Path.Combine(home.Path, "results");

    private static string NameOf(int worker) => string.Create(CultureInfo.InvariantCulture, $"worker-{worker + 1}");

    private LocalNetworkOptions NetworkOptions() => new()
    {
        Home = home,
        Workers = [.. Enumerable.Range(0, DemoOptions.Workers).Select(PlanOf)],
    };

    private WorkerPlan PlanOf(int worker) =>
        worker == options.Liar ? new WorkerPlan { Arguments = ["--conduct", "liar", "--seed", options.Seed.ToString(CultureInfo.InvariantCulture)] }
        : worker == options.Victim ? new WorkerPlan { Arguments = ["--conduct", "mortal", "--seed", "1"], Restarts = false }
        : new WorkerPlan();

    /// <summary>The sellers' orders stand on the board, each signed by its owner's wallet; here is the fourth.</summary>
    private async Task<DealInfo> BuyAsync(LocalNetwork network, EctClient requester, CancellationToken cancellation)
    {
        var (app, dataset) = (network.Samples[SampleShop.PriceClusters], network.Samples[SampleShop.ExchangeRates]);

        // On the direct path every step has an event of its own, which is what a demonstration is to show.
        var request = requester.Orders.Sign(new RequestOrder(
            app, SampleShop.AppPrice, dataset, SampleShop.DatasetPrice, network.Pool, SampleShop.PoolPrice,
            network.Parties.Requester.Address, network.Parties.Requester.Address, Address.Zero,
            DemoOptions.Tasks, Bytes32.Zero, 0, DemoOptions.Trust, DealMode.Direct, 0, TaskParams.Empty.ToCanonicalJson(),
            (ulong)(time.GetUtcNow() + TimeSpan.FromHours(1)).ToUnixTimeSeconds(), OrderClient.NewSalt()));

        console.MarkupLine("[dim]…[/] Four orders, signed by app-owner, dataset-owner, pool-owner and requester, match");
        return await requester.Deals.MatchAsync(
            await CheapestAsync(requester, OrderKind.App, app, null, cancellation),
            await CheapestAsync(requester, OrderKind.Dataset, dataset, null, cancellation),
            await CheapestAsync(requester, OrderKind.Pool, network.Pool, 0, cancellation),
            request,
            cancellation);
    }

    private static async Task<string> CheapestAsync(EctClient client, OrderKind kind, BigInteger asset, ushort? category, CancellationToken cancellation) =>
        (await client.Orders.Market.ListAsync(new OrderQuery(kind, asset, category, 1), cancellation))[0].Document;

    /// <summary>Tells the deal's events as they come, until its last task has ended.</summary>
    private async Task<IReadOnlyList<Log>> FollowAsync(LocalNetwork network, EctClient requester, DealInfo deal, CancellationToken cancellation)
    {
        var names = network.Parties.All.ToDictionary(party => party.Address, party => party.Title);
        var narrator = new Narrator(console, deal.Terms, address => names.GetValueOrDefault(address, address.ToString()));
        var filter = new LogFilter { Addresses = [network.Network.Deployment.Hub] };
        var logs = new List<Log>();
        var next = deal.BlockNumber;
        var begun = time.GetTimestamp();
        var ended = 0;
        while (ended < deal.Terms.Size)
        {
            if (time.GetElapsedTime(begun) > Patience)
            {
                throw new TimeoutException($"After {Patience.TotalMinutes:0} minutes {deal.Terms.Size - ended} of {deal.Terms.Size} tasks have not ended. The logs are in {NetworkOptions().Folders.Logs}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(300), time, cancellation);
            var head = await network.Chain.BlockNumberAsync(cancellation);
            if (head < next)
            {
                continue;
            }

            foreach (var log in await network.Chain.GetLogsAsync(filter with { FromBlock = next, ToBlock = head }, cancellation))
            {
                logs.Add(log);
                narrator.Tell(log);
                ended += EctHub.TaskCompletedEvent.TryDecode(log, out _) || EctHub.TaskFailedEvent.TryDecode(log, out _) ? 1 : 0;
            }

            next = head + 1;
        }

        return logs;
    }

    private async Task<IReadOnlyList<TaskStory>> TellAsync(LocalNetwork network, EctClient requester, DealInfo deal, IReadOnlyList<TaskInfo> tasks, CancellationToken cancellation)
    {
        var names = network.Parties.All.ToDictionary(party => party.Address, party => party.Title);
        var gaveUp = await LostReplicas.ReadAsync(network.SchedulerStatus, tasks.Select(task => task.Id), cancellation);
        var stories = new List<TaskStory>();
        foreach (var task in tasks)
        {
            var contributors = task.Contributors
                .Select(part => new ContributorStory(
                    names.GetValueOrDefault(part.Worker, part.Worker.ToString()),
                    part.Worker,
                    part.Outcome.ToString().ToLowerInvariant(),
                    part.Outcome is ContributorOutcome.Right or ContributorOutcome.Honoured ? part.Amount : BigInteger.Zero,
                    part.Outcome is ContributorOutcome.Wrong or ContributorOutcome.Silent ? part.Amount : BigInteger.Zero))
                .ToList();
            contributors.AddRange(gaveUp
                .Where(lost => lost.Task == task.Id && task.Contributors.All(part => part.Worker != lost.Worker))
                .Select(lost => new ContributorStory(names.GetValueOrDefault(lost.Worker, lost.Worker.ToString()), lost.Worker, "late", BigInteger.Zero, BigInteger.Zero)));
            stories.Add(new TaskStory(task.Index, task.Id, StatusOf(task), contributors, await FetchAsync(requester, task, cancellation)));
        }

        return stories;
    }

    private async Task<ResultStory?> FetchAsync(EctClient requester, TaskInfo task, CancellationToken cancellation)
    {
        if (task.Digest is null)
        {
            return null;
        }

        var folder = Path.Combine(Results, string.Create(CultureInfo.InvariantCulture, $"task-{task.Index:00}"));
        var result = await requester.Tasks.DownloadResultAsync(task, requester.Content, folder, cancellation: cancellation);
        return new ResultStory(result.Root.ToString(), true, folder);
    }

    private static string StatusOf(TaskInfo task) => task switch
    {
        { AppFailed: true } => "appFailed",
        { Status: ChainTaskStatus.Completed } => "completed",
        _ => task.Status.ToString().ToLowerInvariant(),
    };

    private bool Succeeded(IReadOnlyList<TaskStory> tasks, IReadOnlyList<AccountStory> accounts, TokenCensus census) =>
        tasks.All(task => task is { Status: "completed", Result.Verified: true } && task.Contributors.Count(part => part.Outcome == "right") >= DemoOptions.Trust)
        && tasks.SelectMany(task => task.Contributors).Where(part => part.Worker == NameOf(options.Liar)).All(part => part.Outcome != "right")
        && accounts.Single(account => account.Name == NameOf(options.Liar)) is var liar && liar.After.Total.Units < liar.Before.Total.Units
        && tasks.SelectMany(task => task.Contributors).Any(part => part.Worker == NameOf(options.Victim) && part.Outcome == "late")
        && accounts.All(account => account.After.Locked.Units == 0)
        && census.Conserved;

    private static string? Dendrogram(IReadOnlyList<TaskStory> tasks) =>
        tasks.Select(task => task.Result).OfType<ResultStory>().Select(result => Path.Combine(result.Folder, "dendrogram.txt")).LastOrDefault(File.Exists) is { } file
            ? File.ReadAllText(file)
            : null;
}
