using Ect.Cli.Frame;
using Spectre.Console;

namespace Ect.Cli.Roles;

internal static class WorkerResumeCommand
{
    public static EctCommand Create() =>
        new EctCommand("resume", "Ends the rest of `ect worker pause`; the other preferences hold", "ect worker resume --wallet bob") { RoleOptions.Data }.Does(RunAsync);

    private static Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var folder = LocalWorker.Folder(context);
        var preferences = LocalWorker.Change(folder, old => old with { Rest = null });
        return Task.FromResult(Answer.Of(new PreferencesView(folder, preferences), static (console, _) => console.WriteLine("The worker may compute again, as far as its other preferences allow.")));
    }
}
