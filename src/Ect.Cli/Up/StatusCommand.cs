using Ect.Cli.Frame;
using Ect.Cli.Home;
using Ect.Cli.Waiting;
using Ect.Contracts;
using Ect.Ethereum.Rpc;
using Ect.Ethereum.Transactions;
using Ect.Sdk.Assets;
using Ect.Sdk.Errors;
using Ect.Sdk.Networks;
using Spectre.Console;

namespace Ect.Cli.Up;

/// <summary>`ect status`: which parts of the network answer.</summary>
internal static class StatusCommand
{
    private const int MostPools = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static EctCommand Create() =>
        new EctCommand("status", "Show which parts of the network answer", "ect status", "ect status --json").Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var network = context.Network();
        List<PartStatus> parts =
        [
            .. await Task.WhenAll(
                ChainAsync(network, context.Time, cancellation),
                ServiceAsync("content store", network.Content, cancellation),
                ServiceAsync("order board", network.Market, cancellation)),
        ];
        IReadOnlyList<CategoryStatus> categories = [];
        if (parts[0].Answers)
        {
            categories = [.. (await context.Reading().CategoriesAsync(cancellation)).Select(static (category, index) => new CategoryStatus(index, category.Name, category.Duration))];

            // Each pool says on chain where its scheduler is. Pools are other people's: a silent one is no fault of the network.
            var pools = await context.Reading().Assets.ListAsync(AssetKind.Pool, cancellation: cancellation);
            parts.AddRange(await Task.WhenAll(pools.Where(pool => pool.Metadata.StatusPages.Count > 0).Take(MostPools).Select(pool => SchedulerAsync(pool, context.Names(), cancellation))));
        }

        var supervisor = NetworkLock.Holder(new LocalFolders(context.Home.FolderOfNetwork(EctHome.LocalNetwork)));
        var healthy = parts.Take(3).All(part => part.Answers);
        return Answer.Of(
            new NetworkStatus(network.Name, network.ChainId, network.Deployment.Hub.ToString(), healthy, supervisor, parts, categories),
            Render,
            healthy ? ExitCode.Ok : ExitCode.Unreachable);
    }

    private static async Task<PartStatus> ChainAsync(NetworkFile network, TimeProvider time, CancellationToken cancellation)
    {
        using var chain = new EthClient(network.Rpc, time: time, options: new EthClientOptions { AttemptTimeout = Patience, FailoverTimeout = Patience, Attempts = 1, ChainId = network.ChainId });
        try
        {
            var id = await chain.ChainIdAsync(cancellation);
            return id == network.ChainId
                ? new("chain", network.Rpc[0], true, $"block {await chain.BlockNumberAsync(cancellation)}{Troubled(chain)}")
                : new("chain", network.Rpc[0], false, $"serves chain {id}, not {network.ChainId}");
        }
        catch (Exception exception) when (exception is NodeUnreachableException or RpcException or ChainMismatchException)
        {
            return new("chain", network.Rpc[0], false, exception is ChainMismatchException other ? $"serves chain {other.Actual}, not {network.ChainId}" : "does not answer");
        }
    }

    /// <summary>Those of several endpoints that something is wrong with.</summary>
    private static string Troubled(EthClient chain) =>
        string.Concat(chain.States.Where(endpoint => endpoint.Trouble is not null).Select(endpoint => $"; {endpoint.Endpoint}: {endpoint.Trouble}"));

    private static async Task<PartStatus> SchedulerAsync(AssetInfo pool, NameBook names, CancellationToken cancellation)
    {
        var name = $"pool {names.NameOf(AssetKind.Pool, pool.Id) ?? ShortId.Of(AssetId.Format(pool.Id))}";
        using var page = new SchedulerPage(pool.Metadata.StatusPages, Patience);
        try
        {
            var status = await page.StatusAsync(cancellation);
            return new(name, page.Address, true, $"{status.Workers.Count} workers, {status.OpenTasks.Count} open tasks{(status.Warnings is [var warning, ..] ? $"; {warning}" : "")}");
        }
        catch (EctException)
        {
            return new(name, page.Address, false, "its scheduler does not answer");
        }
    }

    private static async Task<PartStatus> ServiceAsync(string name, Uri url, CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var response = await http.GetAsync(url, cancellation);
            return new(name, url, true, "answers");
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return new(name, url, false, "does not answer");
        }
    }

    private static void Render(IAnsiConsole console, NetworkStatus status)
    {
        console.MarkupLineInterpolated($"Network [bold]{status.Network}[/], chain {status.ChainId}, hub {status.Hub}");
        console.Write(Tables.Of(["part", "url", "state"], status.Parts.Select(part => new[] { part.Part, part.Url.ToString(), part.State })));
        if (status.Categories.Count > 0)
        {
            console.WriteLine();
            console.WriteLine($"Categories: {string.Join(", ", status.Categories.Select(category => $"{category.Index} {Printable.Of(category.Name)} ({Span(category.Seconds)})"))}");
        }

        console.WriteLine();
        console.WriteLine(status switch
        {
            { Healthy: true, Network: EctHome.LocalNetwork, Supervisor: { } process } => $"`ect up` runs it (process {process}). Buy work with `ect run APP`, stop it with `ect down`.",
            { Healthy: true } => "Buy work with `ect run APP`; see what there is with `ect app list`.",
            { Supervisor: null } => "Start the local network with `ect up`; its state is kept.",
            _ => "See the logs that `ect up` shows.",
        });
    }

    private static string Span(uint seconds) => seconds >= 3600 ? $"{seconds / 3600} h" : $"{Math.Max(1, seconds / 60)} min";

    private sealed record NetworkStatus(string Network, ulong ChainId, string Hub, bool Healthy, int? Supervisor, IReadOnlyList<PartStatus> Parts, IReadOnlyList<CategoryStatus> Categories);

    // Seconds: most that one task of the category may compute.
    private sealed record CategoryStatus(int Index, string Name, uint Seconds);

    private sealed record PartStatus(string Part, Uri Url, bool Answers, string State);
}
