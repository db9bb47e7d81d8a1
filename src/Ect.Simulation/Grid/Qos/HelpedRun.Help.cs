using Ect.Protocol.Qos;

namespace Ect.Simulation.Grid.Qos;

/// <summary>Helpers: bought where the strategy says so, paid for the time that they are on, dismissed where they find nothing.</summary>
public sealed partial class HelpedRun
{
    private const double Hour = 3600;

    // What is left of a budget by rounding buys nothing.
    private const double Least = 1;
    private const double Rounding = 1e-9;

    private readonly HelpPlan? _plan;
    private readonly Purse _purse;
    private readonly Stack<int> _dismissed = new();
    private int _helpers;
    private int _mostHelpers;
    private int _helpedTasks;
    private double _offloaded;
    private double? _helpedAt;

    private bool IsHelper(int number) => number >= _pool.Workers.Length;

    private void Help(double now)
    {
        if (_plan is null)
        {
            return;
        }

        var decision = _plan.Strategy.Decide(_progress, now, new(Affordable, _helpers, Unhelped, Unit));
        for (var unit = 0; unit < decision.Units && Hire(now); unit++)
        {
            _helpedAt ??= now;
        }
    }

    // Tasks that a further helper could take.
    private int Unhelped => _plan!.Strategy.Use == HelpUse.Flat ? _waiting : _submitted - _progress.Completed - _helpedTasks;

    // Seconds that are bought at once: the typical task, or an hour, of which what is left pays the beginning.
    private double Unit => _plan!.ByTask ? _load.Work / _load.Count / _plan.Helpers.Speed : _plan.Period;

    private int Affordable => _purse.Left < Least ? 0
        : (int)(_plan!.ByTask ? Math.Floor((_purse.Left / Unit) + Rounding) : Math.Ceiling(_purse.Left / Unit));

    private bool Hire(double now)
    {
        if (Affordable == 0)
        {
            return false;
        }

        if (!_dismissed.TryPop(out var number))
        {
            number = _machines.Length;
            Array.Resize(ref _machines, number + 1);
            Array.Resize(ref _running, number + 1);
            _machines[number] = WorkerPool.Of("helpers", [_plan!.Helpers], 1, unchecked((_seed * 7_919) + number)).Workers[0];
        }

        var paid = _purse.Take(Unit);
        _machines[number].IsUp = true;
        _machines[number].TurnsAt = _plan!.ByTask ? double.PositiveInfinity : now + paid;
        _mostHelpers = Math.Max(_mostHelpers, ++_helpers);
        Await(number);
        return Employ(number, now, unused: paid);
    }

    private void HelpOn(int number, double now)
    {
        if (_plan!.ByTask)
        {
            Dismiss(number, unused: 0);
        }
        else
        {
            Employ(number, now, unused: _machines[number].TurnsAt - now);
        }
    }

    // The helper's next task; without one it is dismissed.
    private bool Employ(int number, double now, double unused)
    {
        if (Pick(number) is not (>= 0 and var task))
        {
            Dismiss(number, unused);
            return false;
        }

        TakeUp(number, CopyFor(task), now);
        return true;
    }

    private int Pick(int number)
    {
        var use = _plan!.Strategy.Use;
        var least = _waiting > 0 || use == HelpUse.Duplicate ? 0 : 1;
        var (best, rank) = (Copy.None, int.MaxValue);
        for (var task = FirstOpen(); task < _tasks.Length && rank > least; task++)
        {
            ref readonly var standing = ref _tasks[task];
            if (standing.IsSubmitted && !_progress.IsCompleted(task) && !HasResultOf(task, number)
                && use.Rank(isRunning: standing.Waiting == 0, isHelped: standing.Helped > 0) is { } own && own < rank)
            {
                (best, rank) = (task, own);
            }
        }

        return best;
    }

    // One that waits, or a further one. A duplicate is made beside those that the server asked for.
    private int CopyFor(int task)
    {
        var isDuplicate = _plan!.Strategy.Use == HelpUse.Duplicate;
        if (isDuplicate || _tasks[task].Waiting == 0)
        {
            return Make(task, isAsked: !isDuplicate);
        }

        var copy = _tasks[task].Latest;
        while (_copies[copy].State != CopyState.Waits)
        {
            copy = _copies[copy].Earlier;
        }

        CountWaiting(task, -1);
        return copy;
    }

    // What was paid is over: it is prolonged if the budget allows it.
    private void PaidOut(int number, double now)
    {
        if (_purse.Left >= Least)
        {
            _machines[number].TurnsAt = now + _purse.Take(_plan!.Period);
            Await(number);
            return;
        }

        var copy = _machines[number].Task;
        PutDown(number, now);
        Dismiss(number, unused: 0);
        Miss(copy, now);
    }

    private void Dismiss(int number, double unused)
    {
        ref var helper = ref _machines[number];
        _purse.GiveBack(unused);
        helper.IsUp = false;
        helper.TurnsAt = double.NaN;
        _helpers--;
        _dismissed.Push(number);
    }

    private void DismissAll(double now)
    {
        for (var number = _pool.Workers.Length; number < _machines.Length; number++)
        {
            if (_machines[number].IsUp)
            {
                if (_machines[number].Task >= 0)
                {
                    PutDown(number, now);
                }

                Dismiss(number, unused: _plan!.ByTask ? 0 : _machines[number].TurnsAt - now);
            }
        }
    }

    private void CountHelped(int task, int more)
    {
        _tasks[task].Helped += more;
        if (_tasks[task].Helped == (more > 0 ? 1 : 0))
        {
            _helpedTasks += more;
        }
    }
}
