using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Sdk.Errors;
using Spectre.Console;

namespace Ect.Cli.Roles;

internal static class WorkerPauseCommand
{
    private static readonly Option<string?> For = new("--for") { Description = "For how long: 90s, 15m, 12h or 30d. Default: until `ect worker resume`", HelpName = "SPAN" };
    private static readonly Option<bool> Finish = new("--finish") { Description = "Finish what it has first, as before an upgrade or a shutdown" };

    public static EctCommand Create() =>
        new EctCommand("pause", "Makes this machine's worker rest: it takes nothing, and holds what it has", "ect worker pause --for 2h", "ect worker pause --wallet bob --finish") { For, Finish, RoleOptions.Data }.Does(RunAsync);

    private static Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        DateTimeOffset? until = context.Value(For) is not { } text ? null
            : DurationOption.TryParse(text, out var span) ? context.Time.GetUtcNow() + span
            : throw new EctException(ErrorCode.InvalidValue, $"--for is '{text}', which is no span of time.", "Write 90s, 15m, 12h or 30d.");
        var folder = LocalWorker.Folder(context);
        var preferences = LocalWorker.Change(folder, old => old with { Rest = new(until, context.Value(Finish)) });
        return Task.FromResult(Answer.Of(new PreferencesView(folder, preferences), static (console, view) => console.WriteLine($"The worker {(view.Preferences.Rest!.Finish ? "finishes what it has and then rests" : "rests")}{(view.Preferences.Rest.Until is { } end ? $" until {Times.Text(end)}" : " until `ect worker resume`")}.")));
    }
}
