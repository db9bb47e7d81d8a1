using System.CommandLine;
using Ect.ClassAds;
using Ect.ClassAds.Values;
using Ect.Cli.Assets;
using Ect.Cli.ClassAds;
using Ect.Cli.Frame;
using Ect.Cli.Roles;
using Ect.Cli.Waiting;
using Ect.Contracts;
using Ect.Sdk.Errors;

namespace Ect.Cli.Matchmaking;

/// <summary>`ect pool describe`: what a pool says of itself on chain.</summary>
internal static class PoolDescribeCommand
{
    private static readonly Argument<string> Pool = new("POOL") { Description = "Local name, id, or the beginning of an id" };
    private static readonly Option<string[]> Set = new("--set") { Description = "Say this of the pool: true, false, an integer, or a text of up to 31 bytes", HelpName = "NAME=VALUE" };
    private static readonly Option<string[]> Unset = new("--unset") { Description = "Say this no more", HelpName = "NAME" };
    private static readonly Option<string?> Ad = new("--ad") { Description = "Say all that stands in an ad: its text, or @FILE", HelpName = "AD" };
    private static readonly Option<bool> FromWorkers = new("--from-workers") { Description = "Say what all workers have that are connected to the pool's scheduler: how many, the least cores, memory, disk" };
    private static readonly Option<Uri?> Url = UrlOption.Create("--url", "Where the scheduler's status page answers, for --from-workers");
    private static readonly Option<bool> Replace = new("--replace") { Description = "Say nothing else any more" };
    private static readonly Option<bool> Withdraw = new("--withdraw") { Description = "Say nothing of the pool: no contract finds it any more" };

    public static EctCommand Create()
    {
        var command = new EctCommand(
            "describe",
            "Shows what a pool says of itself on chain, where contracts look for one; as its owner, says it",
            "ect pool describe garage",
            "ect pool describe garage --set Memory=8192 --set Region=eu --set HasGPU=true",
            "ect pool describe garage --from-workers --set Region=eu --replace",
            "ect pool describe garage --unset Region",
            "ect pool describe garage --withdraw")
        { Pool, Set, Unset, Ad, FromWorkers, Url, Replace, Withdraw };
        command.Validators.Add(result =>
        {
            var says = result.GetValue(Set) is { Length: > 0 } || result.GetValue(Ad) is not null || result.GetValue(FromWorkers);
            if (result.GetValue(Withdraw) && (says || result.GetValue(Replace) || result.GetValue(Unset) is { Length: > 0 }))
            {
                result.AddError("--withdraw says nothing any more: it goes with no other change.");
            }
            else if (result.GetValue(Replace) && !says)
            {
                result.AddError("--replace says nothing but what --set, --ad or --from-workers say: give one of them, or --withdraw.");
            }
        });
        return command.Does(RunAsync);
    }

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var (changes, source) = await ChangesAsync(context, cancellation);
        var isWithdrawn = context.Value(Withdraw);
        var client = changes.Count > 0 || isWithdrawn ? context.Signing() : context.Reading();
        var pool = await AssetNames.FindAsync(context, client, AssetKind.Pool, context.Required(Pool), cancellation);
        var view = changes.Count > 0 || isWithdrawn
            ? PoolDescriptionView.Of(await client.Matchmaker.DescribeAsync(pool.Id, changes, isWithdrawn || context.Value(Replace), cancellation), context.Names())
            : PoolDescriptionView.Of(await client.Matchmaker.DescriptionAsync(pool.Id, cancellation), context.Names());
        return Answer.Of(view with { Source = source }, static (console, shown) => shown.Render(console));
    }

    // What is typed has the last word: over the ad, and that over the workers.
    private static async Task<(IReadOnlyList<KeyValuePair<string, Value>> Changes, string? Source)> ChangesAsync(CliContext context, CancellationToken cancellation)
    {
        var (measured, source) = context.Value(FromWorkers) ? await MeasuredAsync(context, cancellation) : ([], null);
        var changes = new OrderedDictionary<string, Value>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in measured.Concat(Said(context)).Concat((context.Value(Set) ?? []).Select(AttributeText.Parse)))
        {
            changes.Remove(name);
            changes.Add(name, value);
        }

        foreach (var name in context.Value(Unset) ?? [])
        {
            changes[name] = Value.Undefined;
        }

        return ([.. changes], source);
    }

    private static List<KeyValuePair<string, Value>> Said(CliContext context)
    {
        if (context.Value(Ad) is not { } text)
        {
            return [];
        }

        var ad = ClassAdOptions.Ad("ad of --ad", text, EvaluationOptions.Default);
        var said = ad.Attributes.Select(attribute => KeyValuePair.Create(attribute.Key, ad.Evaluate(attribute.Key))).ToList();
        return said.Find(attribute => attribute.Value.IsUndefined) is { Key: { } name }
            ? throw new EctException(ErrorCode.InvalidValue, $"{name} of the ad is undefined, so it says nothing.", "Leave it out of the ad, or take what was said before back with --unset.")
            : said;
    }

    private static async Task<(IReadOnlyList<KeyValuePair<string, Value>> Attributes, string Source)> MeasuredAsync(CliContext context, CancellationToken cancellation)
    {
        var addresses = await SchedulerAddress.FindAsync(context, context.Value(Url), context.Required(Pool), "ect pool describe", cancellation);
        using var page = new SchedulerPage(addresses, TimeSpan.FromSeconds(10));
        var ads = (await PoolMachines.ReadAsync(page, cancellation)).Ads;
        return ads.Count == 0
            ? throw new EctException(ErrorCode.InvalidValue, $"No worker is connected to the scheduler at {page.Address}: there is nothing to say of its workers.", "Start workers, see `ect pool workers`, or say it with --set.")
            : (WorkersSummary.Of(ads), $"Workers, and the least of what they have, as the {ads.Count} that are connected now advertise it; nobody has measured it, and who comes or goes does not change it here.");
    }
}
