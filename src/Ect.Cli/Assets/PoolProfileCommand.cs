using System.CommandLine;
using System.Globalization;
using Ect.Cli.Frame;
using Ect.Contracts;
using Ect.Sdk.Errors;
using Spectre.Console;

namespace Ect.Cli.Assets;

/// <summary>`ect pool profile`: what buyers' clients ask a pool before they buy.</summary>
internal static class PoolProfileCommand
{
    private static readonly Argument<string> Pool = new("POOL") { Description = "Local name, id, or the beginning of an id" };

    public static EctCommand Create() =>
        new EctCommand("profile", "Asks a pool's scheduler what buyers ask before they buy: which requests it takes, how busy, fast and reliable it is", "ect pool profile garage", "ect pool profile garage --json") { Pool }
            .Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Reading();
        var word = await client.Pools.AskAsync((await AssetNames.FindAsync(context, client, AssetKind.Pool, context.Required(Pool), cancellation)).Id, cancellation);
        var profile = word.Profile ?? throw new EctException(ErrorCode.SchedulerUnreachable, $"Pool {word.Name} tells nothing: {word.Problem}.");
        return Answer.Of(profile, static (console, view) =>
        {
            console.WriteLine($"takes       {(view.Rules.Requirements.Length == 0 ? "every request" : Printable.Of(view.Rules.Requirements))}");
            console.WriteLine($"likes       {(view.Rules.Rank.Length == 0 ? "all alike" : Printable.Of(view.Rules.Rank))}");
            console.WriteLine($"workers     {view.Workers} connected, {view.FreeSlots} of {view.Slots} slots free");
            console.WriteLine($"load        {view.Load} parts of open tasks to be computed");
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"reliability {(view.Reliability is { } share ? $"{share:P0} of its tasks completed" : "no task has ended yet")}"));
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"watts       {(view.Watts is { } watts ? $"{watts:0.#} by the median worker" : "no worker says")}"));
            foreach (var pace in view.Paces)
            {
                console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"category {pace.Category,2} {pace.Seconds:0.#} s by the median task"));
            }
        });
    }
}
