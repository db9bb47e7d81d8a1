using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Cli.Home;
using Ect.Contracts;
using Ect.Sdk.Errors;
using Spectre.Console;

namespace Ect.Cli.Up;

/// <summary>`ect up`: a whole network on this machine, until it is stopped.</summary>
internal static class UpCommand
{
    private static readonly Option<int> Workers = new("--workers", "-n")
    {
        Description = "How many workers, 1 to 32",
        HelpName = "N",
        DefaultValueFactory = _ => 3,
    };

    private static readonly Option<int> ChainPort = new("--chain-port")
    {
        Description = "Loopback port of the chain; another free one is taken if it is in use",
        HelpName = "PORT",
        DefaultValueFactory = _ => 8545,
    };

    public static EctCommand Create()
    {
        var command = new EctCommand(
            "up",
            "Run a whole network on this machine: chain, contracts, content store, order board, scheduler, workers. Ctrl-C stops it; its state is kept",
            "ect up",
            "ect up --workers 5");
        command.Options.Add(Workers);
        command.Options.Add(ChainPort);
        return command.Does(RunAsync);
    }

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var workers = context.Value(Workers);
        if (workers is < 1 or > 32)
        {
            throw new EctException(ErrorCode.InvalidValue, $"--workers is {workers}; it must be 1 to 32.");
        }

        var options = new LocalNetworkOptions
        {
            Home = context.Home,
            Workers = [.. Enumerable.Repeat(new WorkerPlan(), workers)],
            ChainPort = context.Value(ChainPort),
        };
        var progress = new StepProgress(context.Progress);
        await using var network = await LocalNetwork.StartAsync(options, new LogView(context.Progress, context.Wallets), progress, context.Time, cancellation)
            ?? throw new EctException(
                ErrorCode.Usage,
                $"Network '{options.Name}' is already up (process {NetworkLock.Holder(options.Folders)}).",
                "See it with `ect status`, stop it with `ect down`.");
        Remember(context, network);
        Ready(context.Progress, options, network);

        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, cancellation);
        }
        catch (OperationCanceledException)
        {
            progress.Report("Stopping; `ect up` goes on from here");
        }

        return Answer.Of(new Stopped("stopped", options.Folders.Root), static (_, _) => { });
    }

    /// <summary>Names for what the network sells, unless the user calls something else so.</summary>
    private static void Remember(CliContext context, LocalNetwork network)
    {
        var names = NameBook.Open(context.Home, network.Network);
        Name(AssetKind.Pool, "local", network.Pool);
        foreach (var (sample, id) in network.Samples)
        {
            Name(sample == SampleShop.ExchangeRates ? AssetKind.Dataset : AssetKind.App, sample, id);
        }

        void Name(AssetKind kind, string name, System.Numerics.BigInteger id)
        {
            if (names.Find(kind, name) is null && names.NameOf(kind, id) is null)
            {
                names.Set(kind, name, id);
            }
        }
    }

    private static void Ready(IAnsiConsole console, LocalNetworkOptions options, LocalNetwork network)
    {
        console.WriteLine();
        console.MarkupLine("[bold green]The network is up.[/] Ctrl-C stops it; its state is kept.");
        console.WriteLine($"  chain        {network.Network.Rpc}");
        console.WriteLine($"  order board  {network.Network.Market}");
        console.WriteLine($"  whole logs   {options.Folders.Logs}");
        console.MarkupLine("Now, in another terminal:");
        console.MarkupLineInterpolated($"  [bold]./ect run {SampleShop.PriceClusters} --dataset {SampleShop.ExchangeRates} --tasks 3 --trust {Math.Min(2, options.Workers.Count)} --watch --out results[/]");
        console.WriteLine("  ./ect pool find      which pool a contract finds on chain");
        console.WriteLine("Below: what the processes do, in short. Times are UTC.");
        console.WriteLine();
    }

    private sealed record Stopped(string State, string Folder);
}
