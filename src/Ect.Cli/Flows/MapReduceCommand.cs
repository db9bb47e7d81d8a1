using System.CommandLine;
using System.Numerics;
using Ect.Cli.Assets;
using Ect.Cli.Frame;
using Ect.Cli.Running;
using Ect.Contracts;
using Ect.Sdk;
using Ect.Sdk.Assets;
using Ect.Sdk.Errors;
using Ect.Sdk.Workflows;

namespace Ect.Cli.Flows;

internal static class MapReduceCommand
{
    private const int DefaultSplits = 4;

    private static readonly Option<string> Map = new("--map") { Description = "The app that reads /in/split and writes /out/part-0 to /out/part-(R-1)", HelpName = "APP", Required = true };
    private static readonly Option<string> Reduce = new("--reduce") { Description = "The app that reads /in/parts/0 to /in/parts/(M-1) and writes /out/result.txt", HelpName = "APP", Required = true };
    private static readonly Option<string> Input = new("--input") { Description = "A file, which is cut at line ends, or a folder with an entry for each map task", HelpName = "PATH", Required = true };
    private static readonly Option<uint?> Splits = new("--splits") { Description = "Map tasks, M. Default: 4, or the entries of the folder", HelpName = "M" };
    private static readonly Option<uint> Reducers = new("--reducers") { Description = "Reduce tasks, R", HelpName = "R", DefaultValueFactory = _ => 1 };
    private static readonly Option<string> Out = new("--out") { Description = "The reducers' verified results, as FOLDER/INDEX, and one after the other in FOLDER/result.txt", HelpName = "FOLDER", Required = true };
    private static readonly Option<string[]> MapArgs = new("--map-args") { Description = "Arguments of the mapping app, up to the next option", HelpName = "ARG…", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string[]> ReduceArgs = new("--reduce-args") { Description = "Arguments of the reducing app, up to the next option", HelpName = "ARG…", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<BigInteger?> MaxPrice = AmountOption.Create("--max-price", "Most to pay for one task in all. Default: what the cheapest offers cost");
    private static readonly Option<string?> Journal = new("--journal") { Description = "What was bought so far, so that a new run goes on. Default: FOLDER.journal", HelpName = "PATH" };

    public static EctCommand Create() =>
        new EctCommand(
            "mapreduce",
            "Maps the parts of a file or folder, joins what belongs together by content ids, and reduces it",
            "ect mapreduce --map word-count-map --reduce word-count-reduce --input book.txt --splits 8 --reducers 2 --out words",
            "ect mapreduce --map kmers --reduce sum --map-args 21 --input ./reads --out kmers --trust 2 --json")
        {
            Map, Reduce, Input, Splits, Reducers, Out, MapArgs, ReduceArgs, RunOptions.Pool, RunOptions.Trust, RunOptions.Category, MaxPrice, Journal, FlowRun.Timeout,
        }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var folder = Path.TrimEndingDirectorySeparator(context.Required(Out));
        ResultFolders.RequireFree(folder);
        var client = context.Signing();
        var (map, reduce) = (await IdAsync(context, client, AssetKind.App, context.Required(Map), cancellation), await IdAsync(context, client, AssetKind.App, context.Required(Reduce), cancellation));
        var pool = context.Value(RunOptions.Pool) is { } named ? await IdAsync(context, client, AssetKind.Pool, named, cancellation) : null;
        var splits = await UploadAsync(context, client, context.Required(Input), cancellation);
        var workflow = new MapReduce
        {
            Map = map,
            Reduce = reduce,
            Splits = splits.Address,
            Mappers = splits.Count,
            Reducers = context.Required(Reducers),
            MapArgs = context.Value(MapArgs) ?? [],
            ReduceArgs = context.Value(ReduceArgs) ?? [],
            Trust = context.Required(RunOptions.Trust),
            Pool = pool,
            Category = context.Value(RunOptions.Category),
            MaxPrice = context.Value(MaxPrice),
        }.ToWorkflow();
        var report = await FlowRun.RunAsync(context, client, workflow, context.Value(Journal) ?? folder + ".journal", cancellation);
        return (report.IsGood ? await MergeAsync(client, report, folder, cancellation) : report).ToAnswer();
    }

    private static async Task<UploadedParts> UploadAsync(CliContext context, EctClient client, string input, CancellationToken cancellation)
    {
        var wanted = context.Value(Splits);
        if (wanted is 0 or > Workflow.MaxTasks)
        {
            throw new EctException(ErrorCode.InvalidValue, $"--splits is {wanted}; 1 to {Workflow.MaxTasks} are allowed.");
        }

        if (Directory.Exists(input))
        {
            var parts = await client.Assets.UploadPartsAsync(input, cancellation: cancellation);
            return wanted is null || wanted == parts.Count
                ? parts
                : throw new EctException(ErrorCode.InvalidValue, $"Folder '{input}' has {parts.Count} entries, each for a map task of its own, but --splits is {wanted}.", "Leave --splits out.");
        }

        if (!File.Exists(input))
        {
            throw new EctException(ErrorCode.FileNotFound, $"'{input}' does not exist.");
        }

        var folder = Directory.CreateTempSubdirectory("ect-splits-");
        try
        {
            return await client.Assets.UploadPartsAsync(await LineSplitter.SplitAsync(input, (int)(wanted ?? DefaultSplits), folder.FullName, cancellation), cancellation: cancellation);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<FlowReport> MergeAsync(EctClient client, FlowReport report, string folder, CancellationToken cancellation)
    {
        var reduced = report.Steps.Single(step => step.Name == MapReduce.ReduceStep);
        var folders = await FlowReport.DownloadAsync(client, reduced, folder, cancellation);
        var merged = Path.GetFullPath(Path.Combine(folder, MapReduce.ResultFile));
        await using var target = File.Create(merged);
        foreach (var file in folders.Select(part => Path.Combine(part, MapReduce.ResultFile)))
        {
            if (!File.Exists(file))
            {
                throw new EctException(ErrorCode.TaskFailed, $"A reducer left no {MapReduce.ResultFile}: '{file}' does not exist.", "Its results lie beside it; the reducing app must write /out/result.txt.");
            }

            await using var source = File.OpenRead(file);
            await source.CopyToAsync(target, cancellation);
        }

        return report with { Steps = [.. report.Steps.Select(step => step == reduced ? step with { Folders = folders } : step)], Result = merged };
    }

    private static async Task<string> IdAsync(CliContext context, EctClient client, AssetKind kind, string name, CancellationToken cancellation) =>
        AssetId.Format((await AssetNames.FindAsync(context, client, kind, name, cancellation)).Id);
}
