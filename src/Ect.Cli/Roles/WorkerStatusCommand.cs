using System.Text.Json;
using Ect.Cli.Frame;
using Ect.Sdk.Errors;
using Ect.Worker.Status;

namespace Ect.Cli.Roles;

internal static class WorkerStatusCommand
{
    public static EctCommand Create() =>
        new EctCommand("status", "Shows the worker that runs on this machine: whether it computes and why not, its tasks, scheduler, money and preferences", "ect worker status --wallet bob", "ect worker status --data /var/lib/ect-worker/worker --json") { RoleOptions.Data }.Does(RunAsync);

    private static Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var folder = LocalWorker.Folder(context);
        try
        {
            var status = StatusFile.Read(folder, context.Time)
                ?? throw new EctException(ErrorCode.WorkerNotRunning, $"No worker runs on the data folder {folder}.", "Start it with `ect worker start`, or name its wallet (--wallet) or data folder (--data). A system service's is /var/lib/UNIT/worker, where UNIT is ect-worker unless you named it, and only root may read it.");
            var now = context.Time.GetUtcNow();
            return Task.FromResult(Answer.Of(status, (console, view) => WorkerStatusView.Render(console, view, context.People.NameOf, now)));
        }
        catch (JsonException e)
        {
            throw new EctException(ErrorCode.InvalidFile, $"{StatusFile.PathIn(folder)} cannot be read: {e.Message}", "Use the `ect` that the worker runs; it may be older or newer than this one.", e);
        }
    }
}
