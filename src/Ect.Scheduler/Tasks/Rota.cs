using Ect.Ethereum;

namespace Ect.Scheduler.Tasks;

/// <summary>
/// Which tasks a look decides about: those that changed, and of the others, for which at most time has passed, so many that
/// each has its turn soon and no look takes long.
/// </summary>
internal sealed class Rota
{
    /// <summary>Unchanged tasks in one look.</summary>
    public const int Turn = 1_000;

    private readonly Queue<Bytes32> _ring = new();

    /// <summary>The tasks of the next look, each once.</summary>
    /// <param name="count">How many tasks are open.</param>
    /// <param name="open">All open tasks; asked for once a round.</param>
    /// <param name="changed">Those that changed since the last look.</param>
    public IReadOnlyCollection<Bytes32> Next(int count, Func<IEnumerable<Bytes32>> open, IEnumerable<Bytes32> changed)
    {
        var next = new HashSet<Bytes32>(changed); // What has ended among them: nothing is to be kept of it.
        if (count <= Turn)
        {
            _ring.Clear();
            next.UnionWith(open());
            return next;
        }

        if (_ring.Count == 0)
        {
            foreach (var id in open())
            {
                _ring.Enqueue(id);
            }
        }

        for (var turn = 0; turn < Turn && _ring.TryDequeue(out var id); turn++)
        {
            next.Add(id);
        }

        return next;
    }
}
