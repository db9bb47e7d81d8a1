using Ect.Protocol.Certification;
using Ect.Simulation.Agents;

namespace Ect.Simulation.Certification;

/// <summary>
/// One batch, played turn by turn: in each every worker, in any order, has a piece of work or a check. Sarmenta's work pool; what
/// is accepted, dropped and who is caught is decided by <see cref="CertificationBook"/>.
/// </summary>
public sealed class BatchSimulation
{
    private const int Right = 0;
    private const int Agreed = 1;

    // Checks may still raise the credibility of what everybody has voted on. Not for ever.
    private const int MostIdleTurns = 50;

    private readonly BatchSetting _setting;
    private readonly Dice _dice;
    private readonly CertificationBook _book;
    private readonly bool[] _isSaboteur;
    private readonly bool[]? _isTarget;
    private readonly Queue<int> _open;
    private readonly bool[] _isQueued;
    private int _lies;
    private int _results;
    private int _checks;
    private int _caught;

    private BatchSimulation(BatchSetting setting, Dice dice)
    {
        (_setting, _dice) = (setting, dice);
        _book = new(setting.Workers, setting.Entries, setting.Policy);
        _isSaboteur = Flags(setting.Workers, setting.Faulty);
        _isTarget = setting.Collusion == Collusion.Coordinated ? Flags(setting.Entries, setting.Sabotage) : null;
        _open = new(Enumerable.Range(0, setting.Entries));
        _isQueued = new bool[setting.Entries];
        Array.Fill(_isQueued, true);
    }

    /// <summary>Plays a batch until each entry has its result, or nobody is left who could bring it about.</summary>
    /// <param name="setting">The circumstances.</param>
    /// <param name="dice">The same dice play the same.</param>
    public static BatchOutcome Run(BatchSetting setting, Dice dice) => new BatchSimulation(setting, dice).Play();

    private BatchOutcome Play()
    {
        int[] order = [.. Enumerable.Range(0, _setting.Workers)];
        var (turns, idle) = (0, 0);
        while (_book.Accepted < _setting.Entries && idle < MostIdleTurns)
        {
            turns++;
            var before = _results;
            _dice.Shuffle(order);
            foreach (var worker in order)
            {
                if (!_book.IsBlacklisted(worker))
                {
                    Work(worker);
                }
            }

            idle = _results == before ? idle + 1 : 0;
        }

        var errors = Enumerable.Range(0, _setting.Entries).Count(entry => _book.ResultOf(entry) is { } result && result != Right);
        return new(_setting.Entries, _book.Accepted, errors, _results, _checks, turns, _caught);
    }

    private void Work(int worker)
    {
        if (SpotCheck.IsDue(_setting.Policy, _dice.NextDouble()))
        {
            Check(worker);
        }
        else if (TryTake(worker, out var entry))
        {
            _results++;
            Reopen(_book.Vote(worker, entry, Answer(worker, entry)));
            Enqueue(entry);
        }
    }

    private void Check(int worker)
    {
        _checks++;
        if (_isSaboteur[worker] && _dice.NextDouble() < _setting.Sabotage)
        {
            _caught++;
            Reopen(_book.Catch(worker));
        }
        else
        {
            Reopen(_book.Pass(worker));
        }
    }

    // The entry that waits longest and that the worker has no result for.
    private bool TryTake(int worker, out int entry)
    {
        for (var left = _open.Count; left > 0; left--)
        {
            entry = _open.Dequeue();
            _isQueued[entry] = false;
            if (_book.ResultOf(entry) is not null)
            {
                continue;
            }

            if (!_book.HasVoted(worker, entry))
            {
                return true;
            }

            Enqueue(entry);
        }

        entry = -1;
        return false;
    }

    private void Reopen(IReadOnlyList<int> changed)
    {
        for (var i = 0; i < changed.Count; i++)
        {
            Enqueue(changed[i]);
        }
    }

    private void Enqueue(int entry)
    {
        if (!_isQueued[entry] && _book.ResultOf(entry) is null)
        {
            _isQueued[entry] = true;
            _open.Enqueue(entry);
        }
    }

    private int Answer(int worker, int entry)
    {
        if (!_isSaboteur[worker] || !(_isTarget?[entry] ?? _dice.NextDouble() < _setting.Sabotage))
        {
            return Right;
        }

        return _setting.Collusion == Collusion.None ? Agreed + ++_lies : Agreed;
    }

    private bool[] Flags(int count, double chance)
    {
        var flags = new bool[count];
        for (var i = 0; i < count; i++)
        {
            flags[i] = _dice.NextDouble() < chance;
        }

        return flags;
    }
}
