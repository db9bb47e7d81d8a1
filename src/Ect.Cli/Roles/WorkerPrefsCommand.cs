using System.CommandLine;
using Ect.Cli.Frame;

namespace Ect.Cli.Roles;

internal static class WorkerPrefsCommand
{
    private static readonly Option<bool> Reset = new("--reset") { Description = "Start from nothing: compute always, with everything" };

    public static EctCommand Create()
    {
        var command = new EctCommand(
            "prefs",
            "Shows or sets when this machine's worker may compute and what it may use; a running one follows within seconds",
            "ect worker prefs --wallet bob",
            "ect worker prefs --idle 10m --battery no --hours \"mon-fri 18:00-08:00, sat-sun\"",
            "ect worker prefs --data /var/lib/ect-worker/worker --slots 2 --memory 2G --keep-free 10G") { PreferenceOptions.Slots, Reset, RoleOptions.Data };
        foreach (var option in PreferenceOptions.All)
        {
            command.Add(option);
        }

        return command.Does(RunAsync);
    }

    private static Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var folder = LocalWorker.Folder(context);
        if (context.Value(Reset))
        {
            LocalWorker.Change(folder, null);
        }

        var preferences = LocalWorker.Change(folder, old => PreferenceOptions.ApplySlots(context, PreferenceOptions.Apply(context, old)));
        return Task.FromResult(Answer.Of(new PreferencesView(folder, preferences), static (console, view) => view.Render(console)));
    }
}
