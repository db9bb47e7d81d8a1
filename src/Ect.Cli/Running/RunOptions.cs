using System.CommandLine;
using System.Numerics;
using Ect.Cli.Assets;
using Ect.Cli.Frame;
using Ect.Cli.Orders;
using Ect.Cli.Wallets;
using Ect.Content;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Protocol.Machines;
using Ect.Protocol.Tasks;
using Ect.Sdk;
using Ect.Sdk.Buying;
using Ect.Sdk.Errors;

namespace Ect.Cli.Running;

/// <summary>What a piece of work is made of: the same for `run` and for `order sign request`.</summary>
internal static class RunOptions
{
    public static Argument<string> App { get; } = new("APP") { Description = "The app: local name, title, id, or the beginning of an id" };

    public static Option<string?> Dataset { get; } = new("--dataset") { Description = "Dataset that every task reads as /in/dataset", HelpName = "DATASET" };

    public static Option<string?> Pool { get; } = new("--pool") { Description = "Worker pool. Default: the cheapest that fits", HelpName = "POOL" };

    public static Option<uint> Tasks { get; } = new("--tasks") { Description = "Tasks in the bag; each learns its index from ECT_TASK_INDEX", HelpName = "N", DefaultValueFactory = _ => 1 };

    public static Option<ushort> Trust { get; } = new("--trust") { Description = "Workers that must agree on each result; the evidence of as many newcomers will do", HelpName = "VOTES", DefaultValueFactory = _ => 1 };

    public static Option<BigInteger?> Value { get; } = AmountOption.Create("--value", "What a wrong result may cost you: so much must be at stake behind each, and trust rises to as many workers as it takes. Default: no value declared");

    public static Option<bool> Direct { get; } = new("--direct") { Description = "Settle each task by itself on chain: dearer, and without the scheduler if need be" };

    public static Option<bool> Private { get; } = new("--private") { Description = "Private pools will do: their scheduler picks the workers, which you then trust" };

    public static Option<ushort?> Category { get; } = new("--category") { Description = "Bounds of a task's computation. Default: those of the cheapest pool that fits", HelpName = "N" };

    public static Option<string[]> Input { get; } = new("--input") { Description = "A file or folder that every task finds as /in/NAME: a path, which is uploaded, or a content id; CID/{index} for an entry of a folder to each task", HelpName = "NAME=PATH" };

    public static Option<string[]> Each { get; } = new("--each") { Description = "A folder of which each task finds its own entry as /in/NAME: those named 0, 1, 2 …, or its files in the order of their names; as many tasks as entries", HelpName = "NAME=FOLDER" };

    public static Option<string[]> Env { get; } = new("--env") { Description = "An environment variable of every task", HelpName = "NAME=VALUE" };

    public static Option<string[]> Args { get; } = new("--args") { Description = "Arguments of the app, up to the next option; write --args=-x for one that begins with a dash", HelpName = "ARG…", AllowMultipleArgumentsPerToken = true };

    public static Option<string?> Callback { get; } = new("--callback") { Description = "Contract that receives each result (ERC-1154)", HelpName = "ADDRESS" };

    public static Option<bool> NoLogs { get; } = new("--no-logs") { Description = "Workers send nothing of what the app writes while it runs. By default they do, encrypted to your wallet" };

    public static Option<bool> Network { get; } = new("--allow-network") { Description = "The app may have a network, if it asks for one: it could send your inputs anywhere" };

    public static Option<string?> Requirements { get; } = new("--requirements") { Description = "Only machines of whose ads (TARGET) this is true, such as \"TARGET.Memory >= 8192\"; what the app asks for must be true too", HelpName = "EXPR" };

    public static Option<string?> Rank { get; } = new("--rank") { Description = "Rather machines for which this number is greater, such as TARGET.Score. Default: as the app says", HelpName = "EXPR" };

    public static Option<string?> Prefer { get; } = new("--prefer") { Description = "What counts where several pools or machines will do: cheap, fast, safe, green, balanced, or weights such as time=3,energy=1 (docs/preferences.md)", HelpName = "PRESET" };

    public static Option<string?> Ad { get; } = new("--ad") { Description = "What else the tasks say of themselves, for owners of machines and pools to ask for, such as '[ Project = \"maps\" ]' (docs/classads.md)", HelpName = "AD" };

    public static async Task<RunRequest> ReadAsync(CliContext context, EctClient client, CancellationToken cancellation)
    {
        var app = await AssetNames.FindAsync(context, client, AssetKind.App, context.Required(App), cancellation);
        BigInteger? dataset = context.Value(Dataset) is { } named ? (await AssetNames.FindAsync(context, client, AssetKind.Dataset, named, cancellation)).Id : null;
        BigInteger? pool = context.Value(Pool) is { } chosen ? (await AssetNames.FindAsync(context, client, AssetKind.Pool, chosen, cancellation)).Id : null;
        var (parameters, tasks) = await ParamsAsync(context, client, cancellation);
        return new()
        {
            App = app.Id,
            Dataset = dataset,
            Pool = pool,
            Tasks = tasks,
            Trust = context.Required(Trust),
            Value = context.Value(Value) ?? BigInteger.Zero,
            Mode = (ushort)((context.Value(Direct) ? DealMode.Direct : 0) | (context.Value(Private) ? DealMode.Private : 0)),
            Category = context.Value(Category),
            Params = parameters,
            Callback = context.Value(Callback) is { } address ? Receivers.Find(context, address) : (Address?)null,
            Tag = OfferOptions.TagOf(context),
            Logs = !context.Value(NoLogs),
            Network = context.Value(Network),
        };
    }

    private static async Task<(TaskParams Params, uint Tasks)> ParamsAsync(CliContext context, EctClient client, CancellationToken cancellation)
    {
        var inputs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, path) in Pairs(context.Value(Input), "--input", "NAME=PATH"))
        {
            inputs[name] = Cid.TryParse(path.Split('/')[0], out _) ? path : (await client.Assets.UploadAsync(path, cancellation: cancellation)).ToString();
        }

        var tasks = await EachOptions.UploadAsync(context, client, inputs, Pairs(context.Value(Each), "--each", "NAME=FOLDER"), cancellation);
        var value = new TaskParams { Args = context.Value(Args) ?? [], Inputs = inputs, Env = Pairs(context.Value(Env), "--env", "NAME=VALUE").ToDictionary(StringComparer.Ordinal), Needs = Wishes(context) };
        try
        {
            value.Validate();
            return (value, tasks);
        }
        catch (FormatException e)
        {
            throw new EctException(ErrorCode.InvalidValue, e.Message, inner: e);
        }
    }

    /// <summary>What the requester wishes of the machines.</summary>
    public static MachineNeeds Wishes(CliContext context) => MachineNeeds.None with { Requirements = context.Value(Requirements) ?? "", Rank = context.Value(Rank) ?? "", Prefer = context.Value(Prefer) ?? "", Ad = context.Value(Ad) ?? "" };

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string[]? texts, string option, string form)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in texts ?? [])
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (at < 1 || !seen.Add(text[..at]))
            {
                throw new EctException(ErrorCode.InvalidValue, at < 1 ? $"'{text}' after {option} is not of the form {form}." : $"{option} names '{text[..at]}' twice.", $"Write {option} {form}, each name once.");
            }

            yield return new(text[..at], text[(at + 1)..]);
        }
    }
}
