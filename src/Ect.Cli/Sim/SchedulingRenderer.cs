using Ect.Cli.Frame;
using Spectre.Console;

namespace Ect.Cli.Sim;

/// <summary>The tables of `ect sim scheduling`.</summary>
internal static class SchedulingRenderer
{
    public static void Render(IAnsiConsole console, SchedulingView view)
    {
        console.WriteLine($"{view.Workers} machines, {view.Tasks} tasks, {view.Runs} seeds from {view.Seed}. As a ratio to first come, first served (less is better), ± half of the 95 % interval; suitability gained (more is better):");
        foreach (var mix in view.Mixes)
        {
            console.WriteLine();
            console.WriteLine($"{char.ToUpperInvariant(mix.Machines[0])}{mix.Machines[1..]}:");
            console.Write(Tables.Of(
                ["policy", "makespan", "mean completion", "cost", "error impact", "energy", "suitability", "unfinished"],
                mix.Policies.Select(policy => new[]
                {
                    policy.Name, Ratio(policy.Makespan), Ratio(policy.MeanCompletion), Ratio(policy.Cost), Ratio(policy.ErrorImpact), Ratio(policy.Energy), policy.SuitabilityGain.Text("+0.000;−0.000;0"), $"{policy.Unfinished}",
                })));
        }
    }

    private static string Ratio(SimFigure figure) => figure.Text("0.00");
}
