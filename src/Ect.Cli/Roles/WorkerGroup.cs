using Ect.Cli.Frame;
using Ect.Cli.Roles.Systemd;

namespace Ect.Cli.Roles;

internal static class WorkerGroup
{
    public static EctCommand Create() => new("worker", "Sell computing: run tasks for a pool")
    {
        WorkerStartCommand.Create(), WorkerStatusCommand.Create(), WorkerWhyCommand.Create(), WorkerPrefsCommand.Create(), WorkerPauseCommand.Create(), WorkerResumeCommand.Create(),
        WorkerInstallCommand.Create(), WorkerUninstallCommand.Create(),
    };
}
