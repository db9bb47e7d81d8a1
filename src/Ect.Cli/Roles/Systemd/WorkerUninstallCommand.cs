using System.CommandLine;
using System.Text.Json;
using Ect.Cli.Frame;
using Ect.Sdk.Errors;
using Ect.Worker.Status;
using Spectre.Console;

namespace Ect.Cli.Roles.Systemd;

internal static class WorkerUninstallCommand
{
    private static readonly Option<bool> ForMachine = new("--system") { Description = "The machine's unit. Default: your own" };

    public static EctCommand Create() =>
        new EctCommand("uninstall", "Removes a worker's systemd unit and the password file that was made for it; wallet, seat and data stay", "ect worker uninstall", "ect worker uninstall --system --unit ect-worker") { ForMachine, UnitOptions.Name }.Does(RunAsync);

    private static Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var place = UnitPlace.Of(context, context.Value(ForMachine), UnitOptions.NameOf(context));
        if (!File.Exists(place.UnitFile))
        {
            throw new EctException(ErrorCode.FileNotFound, $"There is no unit {place.UnitFile}.", place.IsSystem ? "Leave --system out for your own unit." : "Pass --system for the machine's unit.");
        }

        RequireStopped(context, place);
        File.Delete(place.UnitFile);
        File.Delete(place.PasswordFile);
        IReadOnlyList<string> next = [$"{place.Systemctl} daemon-reload"];
        return Task.FromResult(Answer.Of(new { unit = place.UnitFile, removed = true, next }, static (console, view) =>
        {
            console.WriteLine($"Removed {view.unit}. Next:");
            foreach (var line in view.next)
            {
                console.WriteLine($"  {line}");
            }

            console.WriteLine("Contributions under way keep stakes at risk until they are settled: let `ect worker start` run until `ect worker status` shows none. `ect seat leave` frees the bond.");
        }));
    }

    // Without its unit and password a worker that runs could not be started again, and its contributions are at stake.
    private static void RequireStopped(CliContext context, UnitPlace place)
    {
        if (WorkerUnit.DataOf(File.ReadAllText(place.UnitFile)) is not { } data)
        {
            return;
        }

        try
        {
            if (StatusFile.Read(data, context.Time) is { } worker)
            {
                throw new EctException(ErrorCode.InvalidValue, $"The worker of {place.UnitFile} runs, as process {worker.Process}; {worker.Guarded} contributions wait for their task's end.", $"Stop it first: `{place.Systemctl} disable --now {place.Name}`.");
            }
        }
        catch (JsonException)
        {
            // Of another version, and nobody knows of what age.
        }
    }
}
