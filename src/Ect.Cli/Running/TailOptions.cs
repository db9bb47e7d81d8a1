using System.CommandLine;
using System.Globalization;
using System.Numerics;
using Ect.Cli.Assets;
using Ect.Cli.Frame;
using Ect.Contracts;
using Ect.Protocol.Qos;
using Ect.Sdk;
using Ect.Sdk.Errors;
using Ect.Sdk.Qos;

namespace Ect.Cli.Running;

/// <summary>What is spent against a bag's tail: the same for `run` and for `deal watch`.</summary>
internal static class TailOptions
{
    private const string Completed = "completed";
    private const string Assigned = "assigned";
    private const string Variance = "variance";

    public static Option<string?> Pool { get; } = new("--tail-pool") { Description = "Another pool, a reliable one, where the last tasks are bought again when the bag has a tail; the first result counts. What both complete is paid twice: deals cannot be cancelled", HelpName = "POOL" };

    public static Option<BigInteger?> Budget { get; } = AmountOption.Create("--tail-budget", "The most that all help for the bag may cost, whenever it was bought");

    public static Option<string?> When { get; } = new Option<string?>("--tail-when") { Description = "When help begins: so many tasks are completed, or assigned, or the time from assignment to completion leaves its steady state. Default: completed", HelpName = "completed|assigned|variance" }.AcceptOnlyFromAmong(Completed, Assigned, Variance);

    public static Option<double?> At { get; } = new("--tail-at")
    {
        Description = "How many, as a share of the bag; for variance, how many times its first half's. Default: 0.9; for variance 2",
        HelpName = "SHARE",
        CustomParser = result =>
        {
            if (double.TryParse(result.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is > 0 and <= 1000)
            {
                return value;
            }

            result.AddError($"'{result.Tokens[0].Value}' after --tail-at is no share: write 0.9, or 2 for --tail-when variance.");
            return null;
        },
    };

    public static Option<string?> Size { get; } = new Option<string?>("--tail-size") { Description = "All unfinished tasks at once, as far as the budget goes, or so many that it lasts to the expected end. Default: conservative", HelpName = "greedy|conservative" }.AcceptOnlyFromAmong("greedy", "conservative");

    /// <summary>Reads them; null if no help is wanted.</summary>
    /// <exception cref="EctException">Something is missing or does not fit (<see cref="ErrorCode.InvalidValue"/>).</exception>
    public static async Task<TailHelp?> ReadAsync(CliContext context, EctClient client, CancellationToken cancellation)
    {
        if (context.Value(Pool) is not { } pool)
        {
            return context.Value(Budget) is null && context.Value(When) is null && context.Value(At) is null && context.Value(Size) is null
                ? null
                : throw new EctException(ErrorCode.InvalidValue, "Help for the bag's tail is described, but no pool is named that gives it.", "Name one with --tail-pool, or leave the other --tail options out.");
        }

        var budget = context.Value(Budget) ?? throw new EctException(ErrorCode.InvalidValue, $"--tail-pool {pool} may not buy anything without a budget.", "Say with --tail-budget what all help may cost at most.");
        var strategy = new HelpStrategy(Trigger(context), context.Value(Size) == "greedy" ? HelpSize.Greedy : HelpSize.Conservative, HelpUse.Duplicate);
        return new((await AssetNames.FindAsync(context, client, AssetKind.Pool, pool, cancellation)).Id, budget, strategy);
    }

    private static HelpTrigger Trigger(CliContext context)
    {
        var at = context.Value(At);
        if (context.Value(When) == Variance)
        {
            return new HelpTrigger.Variance(at ?? 2);
        }

        var share = at ?? BagProgress.SteadyShare;
        return share > 1 ? throw new EctException(ErrorCode.InvalidValue, string.Create(CultureInfo.InvariantCulture, $"--tail-at {share} is more than the whole bag."), "Write a share of at most 1, such as 0.9.")
            : context.Value(When) == Assigned ? new HelpTrigger.Assignment(share)
            : new HelpTrigger.Completion(share);
    }
}
