using System.Runtime.InteropServices;

namespace Ect.Protocol.Certification;

/// <summary>
/// The results of a batch and what is known of those who found them: decides which entries have their result, and takes that
/// back where a worker is caught (Sarmenta: backtracking). Workers, entries and answers are numbers. Not safe for several threads.
/// </summary>
public sealed class CertificationBook
{
    private readonly CertificationPolicy _policy;
    private readonly int[] _passed;
    private readonly double[] _logOdds;
    private readonly bool[] _isBlacklisted;
    private readonly List<int>[] _work;
    private readonly List<Ballot>[] _ballots;
    private readonly int?[] _accepted;
    private readonly bool[] _isDisputed;
    private readonly List<ResultGroup> _groups = [];
    private readonly List<int> _changed = [];

    /// <summary>A batch without results, of workers that nothing is known of.</summary>
    /// <param name="workers">How many; they are 0 to this − 1.</param>
    /// <param name="entries">How many; they are 0 to this − 1.</param>
    /// <param name="policy">How they are certified.</param>
    public CertificationBook(int workers, int entries, CertificationPolicy policy)
    {
        _policy = policy;
        _passed = new int[workers];
        _logOdds = new double[workers];
        _isBlacklisted = new bool[workers];
        _work = [.. Enumerable.Range(0, workers).Select(_ => new List<int>())];
        _ballots = [.. Enumerable.Range(0, entries).Select(_ => new List<Ballot>(4))];
        _accepted = new int?[entries];
        _isDisputed = new bool[entries];
        Array.Fill(_logOdds, WorkerCredibility.LogOdds(WorkerCredibility.Doubt(policy.Faulty, 0, policy.Sanction)));
    }

    /// <summary>Entries that have their result.</summary>
    public int Accepted { get; private set; }

    /// <summary>The entry's result, or null while it has none.</summary>
    public int? ResultOf(int entry) => _accepted[entry];

    /// <summary>Whether a result of the worker stands for the entry.</summary>
    public bool HasVoted(int worker, int entry)
    {
        foreach (var ballot in CollectionsMarshal.AsSpan(_ballots[entry]))
        {
            if (ballot.Worker == worker)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the worker was caught and may not work on.</summary>
    public bool IsBlacklisted(int worker) => _isBlacklisted[worker];

    /// <summary>1 − credibility of the worker's results.</summary>
    public double DoubtOf(int worker) => WorkerCredibility.Doubt(_policy.Faulty, _passed[worker], _policy.Sanction);

    /// <summary>The groups of the entry, as their workers' credibilities are now. Holds until the next call.</summary>
    public ReadOnlySpan<ResultGroup> GroupsOf(int entry)
    {
        _groups.Clear();
        foreach (var ballot in CollectionsMarshal.AsSpan(_ballots[entry]))
        {
            Add(ballot);
        }

        return CollectionsMarshal.AsSpan(_groups);
    }

    /// <summary>Takes a result.</summary>
    /// <returns>Entries that have got or lost their result by it. Holds until the next call.</returns>
    /// <exception cref="InvalidOperationException">The worker is blacklisted or has a result for the entry.</exception>
    public IReadOnlyList<int> Vote(int worker, int entry, int answer)
    {
        if (_isBlacklisted[worker] || HasVoted(worker, entry))
        {
            throw new InvalidOperationException($"Worker {worker} may not vote on entry {entry}: it is blacklisted or has voted. One worker has one vote.");
        }

        _ballots[entry].Add(new(worker, answer));
        _work[worker].Add(entry);
        _changed.Clear();
        Decide(entry);
        return _changed;
    }

    /// <summary>The worker has passed a spot-check: all of its results are more credible.</summary>
    /// <returns>Entries that have got or lost their result by it. Holds until the next call.</returns>
    public IReadOnlyList<int> Pass(int worker)
    {
        _passed[worker]++;
        _logOdds[worker] = WorkerCredibility.LogOdds(DoubtOf(worker));
        _changed.Clear();
        if (_policy.Rule.WeighsVotes)
        {
            foreach (var entry in _work[worker])
            {
                // A result that nobody disputes only becomes more credible.
                if (_accepted[entry] is null || _isDisputed[entry])
                {
                    Decide(entry);
                }
            }
        }

        return _changed;
    }

    /// <summary>The worker has failed a spot-check: none of its results counts any more, and those entries are decided again.</summary>
    /// <returns>Entries that have got or lost their result by it. Holds until the next call.</returns>
    public IReadOnlyList<int> Catch(int worker)
    {
        _isBlacklisted[worker] = _policy.Sanction == Sanction.Blacklist;
        _passed[worker] = 0;
        _logOdds[worker] = WorkerCredibility.LogOdds(DoubtOf(worker));
        _changed.Clear();
        foreach (var entry in _work[worker])
        {
            _ballots[entry].RemoveAll(ballot => ballot.Worker == worker);
            Decide(entry);
        }

        _work[worker].Clear();
        return _changed;
    }

    private void Decide(int entry)
    {
        var groups = GroupsOf(entry);
        _isDisputed[entry] = groups.Length > 1;
        var chosen = _policy.Rule.Choose(groups);
        int? result = chosen < 0 ? null : groups[chosen].Answer;
        if (result == _accepted[entry])
        {
            return;
        }

        Accepted += (result is null ? 0 : 1) - (_accepted[entry] is null ? 0 : 1);
        _accepted[entry] = result;
        _changed.Add(entry);
    }

    private void Add(Ballot ballot)
    {
        var groups = CollectionsMarshal.AsSpan(_groups);
        for (var i = 0; i < groups.Length; i++)
        {
            if (groups[i].Answer == ballot.Answer)
            {
                groups[i] = new(ballot.Answer, groups[i].Votes + 1, groups[i].LogOdds + _logOdds[ballot.Worker]);
                return;
            }
        }

        _groups.Add(new(ballot.Answer, 1, _logOdds[ballot.Worker]));
    }

    private readonly record struct Ballot(int Worker, int Answer);
}
