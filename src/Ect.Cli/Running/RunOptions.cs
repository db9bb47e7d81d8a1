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

    public static Option<string[]> Input { get; } = new("--input") { Description = "A file or folder that every task finds as /in/NAME: a path, which is uploaded, or a content id", HelpName = "NAME=PATH" };

    public static Option<string[]> Env { get; } = new("--env") { Description = "An environment variable of every task", HelpName = "NAME=VALUE" };

    public static Option<string[]> Args { get; } = new("--args") { Description = "Arguments of the app, up to the next option; write --args=-x for one that begins with a dash", HelpName = "ARG…", AllowMultipleArgumentsPerToken = true };

    public static Option<string?> Callback { get; } = new("--callback") { Description = "Contract that receives each result (ERC-1154)", HelpName = "ADDRESS" };

    public static Option<bool> NoLogs { get; } = new("--no-logs") { Description = "Workers send nothing of what the app writes while it runs. By default they do, encrypted to your wallet" };

    public static async Task<RunRequest> ReadAsync(CliContext context, EctClient client, CancellationToken cancellation)
    {
        var app = await AssetNames.FindAsync(context, client, AssetKind.App, context.Required(App), cancellation);
        BigInteger? dataset = context.Value(Dataset) is { } named ? (await AssetNames.FindAsync(context, client, AssetKind.Dataset, named, cancellation)).Id : null;
        BigInteger? pool = context.Value(Pool) is { } chosen ? (await AssetNames.FindAsync(context, client, AssetKind.Pool, chosen, cancellation)).Id : null;
        return new()
        {
            App = app.Id,
            Dataset = dataset,
            Pool = pool,
            Tasks = context.Required(Tasks),
            Trust = context.Required(Trust),
            Value = context.Value(Value) ?? BigInteger.Zero,
            Mode = (ushort)((context.Value(Direct) ? DealMode.Direct : 0) | (context.Value(Private) ? DealMode.Private : 0)),
            Category = context.Value(Category),
            Params = await ParamsAsync(context, client, cancellation),
            Callback = context.Value(Callback) is { } address ? Receivers.Find(context, address) : (Address?)null,
            Tag = OfferOptions.TagOf(context),
            Logs = !context.Value(NoLogs),
        };
    }

    private static async Task<TaskParams> ParamsAsync(CliContext context, EctClient client, CancellationToken cancellation)
    {
        var inputs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, path) in Pairs(context.Value(Input), "--input", "NAME=PATH"))
        {
            inputs[name] = Cid.TryParse(path, out var cid) ? cid.ToString() : (await client.Assets.UploadAsync(path, cancellation: cancellation)).ToString();
        }

        var value = new TaskParams { Args = context.Value(Args) ?? [], Inputs = inputs, Env = Pairs(context.Value(Env), "--env", "NAME=VALUE").ToDictionary(StringComparer.Ordinal), LogKey = context.Value(NoLogs) ? null : client.PublicKey };
        try
        {
            value.Validate();
            return value;
        }
        catch (FormatException e)
        {
            throw new EctException(ErrorCode.InvalidValue, e.Message, inner: e);
        }
    }

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
