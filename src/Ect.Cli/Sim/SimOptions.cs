using System.CommandLine;

namespace Ect.Cli.Sim;

/// <summary>The options that simulations share.</summary>
internal static class SimOptions
{
    /// <summary>What chance is decided by.</summary>
    public static Option<int> Seed(string description) => new("--seed") { Description = description, HelpName = "N", DefaultValueFactory = _ => 1 };

    /// <summary>Runs played for each number.</summary>
    /// <param name="runs">What a run is, in the plural.</param>
    /// <param name="fewest">Fewer say nothing.</param>
    /// <param name="usual">The default.</param>
    /// <param name="more">What more of them bring.</param>
    /// <param name="fewer">Why fewer are refused.</param>
    public static Option<int> Runs(string runs, int fewest, int usual, string more, string fewer) => new("--runs")
    {
        Description = $"{runs} played for each number, at least {fewest}: {more}",
        HelpName = "N",
        DefaultValueFactory = _ => usual,
        Validators =
        {
            result =>
            {
                if (result.GetValueOrDefault<int>() < fewest)
                {
                    result.AddError($"--runs must be at least {fewest}: {fewer}");
                }
            },
        },
    };

    /// <summary>Where the picture goes; none is drawn unless it is given.</summary>
    public static Option<string?> Out(string description) => new("--out") { Description = description, HelpName = "FILE.svg" };
}
