using Ect.Protocol.Preferences;

namespace Ect.Simulation.Grid;

/// <summary>What a scheduler knows of its pool as a whole: which machine suits whom, and how long tasks take elsewhere.</summary>
public sealed class PoolKnowledge
{
    // So many machines tell what a typical one does.
    private const int Sample = 512;

    private readonly float[] _suitability;
    private readonly double[] _typical;
    private readonly int _buyers;

    /// <summary>Gathers it: O(machines · log machines) for each buyer.</summary>
    public PoolKnowledge(WorkerPool pool, Bag bag)
    {
        _buyers = bag.Buyers.Count;
        _suitability = new float[checked(_buyers * pool.Workers.Length)];
        var columns = Columns(pool.Workers, bag.Median);
        for (var buyer = 0; buyer < _buyers; buyer++)
        {
            var net = Rank(bag.Buyers[buyer].Preference, columns);
            for (var worker = 0; worker < net.Length; worker++)
            {
                _suitability[(worker * _buyers) + buyer] = (float)net[worker];
            }
        }

        _typical = [.. bag.Classes.Select(kind => TypicalLog(pool.Workers, kind.Size))];
    }

    /// <summary>How well a machine suits a buyer among all of the pool: its net flow, −1 to 1.</summary>
    public double Suitability(int worker, int buyer) => _suitability[(worker * _buyers) + buyer];

    /// <summary>Logarithm of the seconds that a task of a class takes on a typical machine, interruptions included.</summary>
    public double TypicalLogSeconds(int kind) => _typical[kind];

    private static double[] Rank(Preference preference, Dictionary<Aspect, double[]> columns)
    {
        List<Aspect> told = [.. AspectScale.All.Where(aspect => preference[aspect] > 0 && columns.ContainsKey(aspect))];
        var count = columns[Aspect.Price].Length;
        var net = new double[count];
        if (told.Count == 0)
        {
            return net;
        }

        var table = new ScoreTable(told.Count, count);
        Span<double> row = stackalloc double[told.Count];
        for (var worker = 0; worker < count; worker++)
        {
            for (var at = 0; at < told.Count; at++)
            {
                row[at] = columns[told[at]][worker];
            }

            table.Add(row);
        }

        new Promethee([.. told.Select(aspect => aspect.Criterion(columns[aspect], preference[aspect]))]).NetFlows(table, net);
        return net;
    }

    // For a median task; nothing is known of where the data lie.
    private static Dictionary<Aspect, double[]> Columns(ReadOnlySpan<GridWorker> workers, double size)
    {
        var count = workers.Length;
        Aspect[] known = [Aspect.Price, Aspect.Time, Aspect.Trust, Aspect.Reliability, Aspect.Energy];
        var columns = known.ToDictionary(aspect => aspect, _ => new double[count]);
        for (var i = 0; i < count; i++)
        {
            ref readonly var worker = ref workers[i];
            var seconds = size / worker.Speed;
            columns[Aspect.Price][i] = worker.Price * seconds;
            columns[Aspect.Time][i] = worker.ExpectedSeconds(size);
            columns[Aspect.Trust][i] = -Math.Log2(worker.ErrorRate);
            columns[Aspect.Reliability][i] = Math.Exp(-worker.Hazard * seconds);
            columns[Aspect.Energy][i] = worker.Watts * worker.ExpectedSeconds(size);
        }

        return columns;
    }

    // The geometric mean: the few where a task never ends do not hide the others.
    private static double TypicalLog(ReadOnlySpan<GridWorker> workers, double size)
    {
        var (sum, count) = (0.0, Math.Min(Sample, workers.Length));
        for (var i = 0; i < count; i++)
        {
            sum += Math.Log(workers[(int)((long)i * workers.Length / count)].ExpectedSeconds(size));
        }

        return sum / count;
    }
}
