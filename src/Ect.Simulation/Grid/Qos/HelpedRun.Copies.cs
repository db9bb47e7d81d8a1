namespace Ect.Simulation.Grid.Qos;

/// <summary>The server: copies that are asked for, handed out, delivered and missed.</summary>
public sealed partial class HelpedRun
{
    // As the scheduler does it: the median of the last parts, of at least five, and no less than half a minute.
    private const int LastDurations = 100;
    private const int FewestDurations = 5;
    private const double LeastUsual = 30;

    private readonly CopyQueue _queue = new();
    private readonly List<int> _aside = [];
    private readonly List<int> _released = [];
    private readonly double[] _durations = new double[LastDurations];
    private Copy[] _copies;
    private int _copyCount;
    private int _durationCount;
    private int _waiting;
    private int _firstOpen;

    private void Submit(int task, double now)
    {
        _tasks[task].IsSubmitted = true;
        _submitted++;
        AskForMissing(task, now);
    }

    private void AskForMissing(int task, double now)
    {
        while (_tasks[task].Results + _tasks[task].Open < _middleware.Copies)
        {
            AskForOne(task, now);
        }
    }

    private void AskForOne(int task, double now)
    {
        var copy = Make(task, isAsked: true);
        _queue.AddLast(copy);
        CountWaiting(task, 1);
        Wake(now);
    }

    private int Make(int task, bool isAsked)
    {
        if (_copyCount == _copies.Length)
        {
            Array.Resize(ref _copies, _copyCount * 2);
        }

        _copies[_copyCount] = new() { Task = task, Machine = Copy.None, Earlier = _tasks[task].Latest, State = CopyState.Waits, IsAsked = isAsked };
        _tasks[task].Latest = _copyCount;
        _tasks[task].Open += isAsked ? 1 : 0;
        return _copyCount++;
    }

    // Whichever asks next: any of those that are idle and may have it.
    private void Wake(double now)
    {
        var first = _idle.Count > 0 ? _chance.Next(_idle.Count) : 0;
        for (var i = 0; i < _idle.Count; i++)
        {
            var number = _idle[(first + i) % _idle.Count];
            if (TakeWaiting(number) is >= 0 and var copy)
            {
                _idle.Remove(number);
                TakeUp(number, copy, now);
                return;
            }
        }
    }

    // The first copy that waits, of a task of which the machine has given no result: one vote a machine.
    private int TakeWaiting(int number)
    {
        var taken = Copy.None;
        while (taken < 0 && _queue.Count > 0)
        {
            var copy = _queue.Take();
            if (_copies[copy].State == CopyState.Waits)
            {
                if (HasResultOf(_copies[copy].Task, number))
                {
                    _aside.Add(copy);
                }
                else
                {
                    taken = copy;
                    CountWaiting(_copies[copy].Task, -1);
                }
            }
        }

        for (var i = _aside.Count - 1; i >= 0; i--)
        {
            _queue.AddFirst(_aside[i]);
        }

        _aside.Clear();
        return taken;
    }

    private bool HasResultOf(int task, int number)
    {
        for (var copy = _tasks[task].Latest; copy >= 0; copy = _copies[copy].Earlier)
        {
            if (_copies[copy].Machine == number && _copies[copy].State == CopyState.Over)
            {
                return true;
            }
        }

        return false;
    }

    private void HandOut(int copy, int number, double now)
    {
        ref var handed = ref _copies[copy];
        (handed.State, handed.Machine, handed.Since) = (CopyState.Runs, number, now);
        _progress.Assign(handed.Task, now);
        if (IsHelper(number))
        {
            CountHelped(handed.Task, 1);
        }
        else if (_middleware.Deadline < double.PositiveInfinity)
        {
            _alarms.Add(new(now + _middleware.Deadline, copy, AlarmKind.Missed));
        }
    }

    private void Deliver(int copy, double now)
    {
        var (task, number) = (_copies[copy].Task, _copies[copy].Machine);
        Close(copy, CopyState.Over);
        if (_progress.IsCompleted(task))
        {
            return;
        }

        _durations[_durationCount++ % LastDurations] = now - _copies[copy].Since;
        _tasks[task].Results++;

        // What a helper did on its own account nobody else needs to confirm.
        if (_tasks[task].Results >= _middleware.Quorum || !_copies[copy].IsAsked)
        {
            Complete(task, now);
        }
    }

    private void Complete(int task, double now)
    {
        _progress.Complete(task, now);
        for (var copy = _tasks[task].Latest; copy >= 0; copy = _copies[copy].Earlier)
        {
            if (_copies[copy].State == CopyState.Waits)
            {
                CountWaiting(task, -1);
                Close(copy, CopyState.Over);
            }
            else if (_copies[copy].State == CopyState.Runs && IsHelper(_copies[copy].Machine))
            {
                _released.Add(_copies[copy].Machine);
                PutDown(_copies[copy].Machine, now);
                Close(copy, CopyState.Over);
            }
        }

        // Helpers are called off, for they are paid; others are not: they are told when they ask.
        int[] released = _released.Count == 0 ? [] : [.. _released];
        _released.Clear();
        foreach (var helper in released)
        {
            HelpOn(helper, now);
        }
    }

    private void Miss(int copy, double now)
    {
        if (_copies[copy].State == CopyState.Runs)
        {
            Close(copy, CopyState.Missed);
            if (!_progress.IsCompleted(_copies[copy].Task))
            {
                AskForMissing(_copies[copy].Task, now);
            }
        }
    }

    // A missed one is no longer counted on.
    private void Close(int copy, CopyState state)
    {
        ref var closed = ref _copies[copy];
        if (closed.State is CopyState.Runs or CopyState.Waits)
        {
            _tasks[closed.Task].Open -= closed.IsAsked ? 1 : 0;
            if (closed.State == CopyState.Runs && IsHelper(closed.Machine))
            {
                CountHelped(closed.Task, -1);
            }
        }

        closed.State = state;
    }

    // A task that takes much longer than usual does not hold up a bag while machines are idle.
    private void Spare(double now)
    {
        if (_middleware.SpareAfter == double.PositiveInfinity || _waiting > 0 || _idle.Count == 0 || _durationCount < FewestDurations)
        {
            return;
        }

        double[] last = [.. _durations.Take(_durationCount).Order()];
        var late = now - (_middleware.SpareAfter * Math.Max(LeastUsual, last[last.Length / 2]));
        for (var task = FirstOpen(); task < _tasks.Length && _idle.Count > 0; task++)
        {
            if (_tasks[task].IsSubmitted && !_progress.IsCompleted(task) && _tasks[task].Open == _middleware.Copies && IsLate(task, late))
            {
                AskForOne(task, now);
            }
        }
    }

    private bool IsLate(int task, double late)
    {
        for (var copy = _tasks[task].Latest; copy >= 0; copy = _copies[copy].Earlier)
        {
            if (_copies[copy].State == CopyState.Runs && _copies[copy].Since < late)
            {
                return true;
            }
        }

        return false;
    }

    private void CountWaiting(int task, int more)
    {
        _tasks[task].Waiting += more;
        _waiting += more;
    }

    private int FirstOpen()
    {
        while (_firstOpen < _tasks.Length && _progress.IsCompleted(_firstOpen))
        {
            _firstOpen++;
        }

        return _firstOpen;
    }
}
