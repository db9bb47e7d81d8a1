using Ect.Cli.Frame;

namespace Ect.Cli.Roles;

internal static class SchedulerGroup
{
    public static EctCommand Create() => new("scheduler", "Lead a worker pool") { SchedulerStartCommand.Create(), SchedulerStatusCommand.Create() };
}
