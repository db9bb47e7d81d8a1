using System.CommandLine;

namespace Ect.Cli.Tasks;

internal static class TaskArgument
{
    public static Argument<string> Create() => new("TASK") { Description = "A task's id, the beginning of one, or DEAL:INDEX" };
}
