using System.Numerics;
using Ect.Cli.Frame;
using Ect.Cli.Roles;
using Ect.Cli.Waiting;
using Ect.Protocol.Machines;
using Ect.Protocol.Pools;
using Ect.Sdk;
using Ect.Sdk.Assets;
using Ect.Sdk.Buying;
using Ect.Sdk.Errors;
using Spectre.Console;

namespace Ect.Cli.Running;

/// <summary>Says before a purchase what is odd about it in view of the pool's machines.</summary>
internal static class FitWarning
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Of each pool that is about to be bought from.</summary>
    public static async Task WriteAsync(CliContext context, PurchasePlan plan, CancellationToken cancellation)
    {
        foreach (var deal in plan.Deals.DistinctBy(deal => deal.Pool.Pool))
        {
            await WriteAsync(context, deal.Pool.Pool, deal.Pool.Profile?.Rules ?? PoolRules.None, deal.Facts, plan.Run.Params.Needs, cancellation);
        }
    }

    /// <summary>Of the pool that a request names.</summary>
    public static async Task WriteAsync(CliContext context, EctClient client, JobFacts facts, MachineNeeds needs, CancellationToken cancellation)
    {
        if (!facts.Pool.IsZero)
        {
            await WriteAsync(context, facts.Pool, (await client.Pools.AskAsync(facts.Pool, cancellation)).Profile?.Rules ?? PoolRules.None, facts, needs, cancellation);
        }
    }

    private static async Task WriteAsync(CliContext context, BigInteger pool, PoolRules rules, JobFacts facts, MachineNeeds needs, CancellationToken cancellation)
    {
        if (needs.Requirements.Length + needs.Rank.Length + needs.Ad.Length == 0)
        {
            return;
        }

        try
        {
            using var page = new SchedulerPage(await SchedulerAddress.FindAsync(context, null, AssetId.Format(pool), "ect run", cancellation), Patience);
            var machines = await PoolMachines.ReadAsync(page, cancellation);
            foreach (var warning in FitWarnings.Of(facts, needs, rules, machines.Table, machines.Ads))
            {
                context.Progress.WriteLine($"Warning: {Printable.Of(warning)}");
            }
        }
        catch (EctException)
        {
            // A scheduler that is away: the purchase says what there is to say.
        }
    }
}
