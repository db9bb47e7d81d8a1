using Ect.Cli.Frame;

namespace Ect.Cli.Flows;

internal static class FlowGroup
{
    public static EctCommand Create() => new("flow", "Workflows: steps of tasks that read one another's results")
    {
        FlowRunCommand.Create(),
        FlowCheckCommand.Create(),
    };
}
