using Ect.Cli.Frame;

namespace Ect.Cli.Flows;

internal static class FlowCheckCommand
{
    public static EctCommand Create() =>
        new EctCommand("check", "Checks a workflow without buying anything: names, dependencies, circles, sizes, paths", "ect flow check flow.json", "ect flow check flow.json --json") { FlowFile.Which }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var workflow = await FlowFile.ReadAsync(context.Required(FlowFile.Which), cancellation);
        return Answer.Of(FlowPlanView.Of(workflow), static (console, view) => view.Render(console));
    }
}
