using Ect.Simulation.Agents;

namespace Ect.Simulation.Certification;

/// <summary>The same batch with other chances, many times.</summary>
public static class BatchSweep
{
    /// <summary>The outcomes, in the order of the runs.</summary>
    /// <param name="setting">The circumstances.</param>
    /// <param name="seed">The same seed and stream play the same, on any number of cores.</param>
    /// <param name="stream">Runs of another stream have chances of their own.</param>
    /// <param name="runs">How many.</param>
    /// <param name="options">On how many cores, and what ends it.</param>
    public static BatchOutcome[] Run(BatchSetting setting, int seed, int stream, int runs, ParallelOptions? options = null)
    {
        var outcomes = new BatchOutcome[runs];
        Parallel.For(0, runs, options ?? new(), run => outcomes[run] = BatchSimulation.Run(setting, Dice.OfRun(seed, stream, run)));
        return outcomes;
    }
}
