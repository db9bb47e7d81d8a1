namespace Ect.Simulation.Grid.Traces;

/// <summary>
/// The spare time of a grid's nodes, as a trace: its owners' jobs come at random and take blocks of neighbouring nodes for
/// log-normal times, so that machines go together and come back together.
/// </summary>
public static class OwnersJobs
{
    private const int Jobs = 21; // what a seed is mixed with
    private const double Before = 86_400; // the grid is in use when the trace begins

    /// <summary>A trace of so many days.</summary>
    /// <param name="nodes">Nodes of the grid.</param>
    /// <param name="days">Length of the trace.</param>
    /// <param name="gap">Mean seconds between two jobs.</param>
    /// <param name="duration">How long a job takes.</param>
    /// <param name="largest">Most nodes of a job, as a share of all; any power of two of them up to that alike.</param>
    /// <param name="seed">The same seed makes the same.</param>
    public static FailureTrace Trace(int nodes, double days, double gap, Lifetime duration, double largest, int seed)
    {
        var chance = Chance.Of(seed, Jobs, 0);
        var end = (days * 86_400) - 1;
        var widths = (int)Math.Log2(Math.Max(1, nodes * largest)) + 1;
        var free = Enumerable.Repeat(0.0, nodes).ToArray();
        var up = Enumerable.Range(0, nodes).Select(_ => new List<UpTime>()).ToArray();
        for (var time = -Before; time < end; time -= gap * Math.Log(1 - chance.NextDouble()))
        {
            var (first, width, until) = (chance.Next(nodes), 1 << chance.Next(widths), time + duration.Draw(ref chance));
            for (var i = 0; i < Math.Min(width, nodes); i++)
            {
                var node = (first + i) % nodes;
                if (time > free[node])
                {
                    up[node].Add(new(free[node], time));
                }

                free[node] = Math.Max(free[node], until);
            }
        }

        for (var node = 0; node < nodes; node++)
        {
            // Nobody is away for the whole of it.
            up[node].Add(new(Math.Min(free[node], end), end + 1));
        }

        return new([.. up.Select((times, node) => new TraceNode(0, node, times))], end + 1);
    }
}
