using Ect.Protocol.Qos;

namespace Ect.Simulation.Grid.Qos;

/// <summary>
/// A bag on a best-effort pool, event by event: machines come, go and ask for tasks; the server asks for copies, waits for
/// results, misses what is lost; and helpers, who do not go, join where a <see cref="HelpStrategy"/> says so, for as long as
/// a budget pays them. An alarm of what was called off in the meantime is known by its time and comes to nothing.
/// </summary>
public sealed partial class HelpedRun
{
    /// <summary>How often the server looks whether the bag needs help, in seconds.</summary>
    public const double LookEvery = 60;

    /// <summary>Simulated seconds at most: half a year.</summary>
    public const double LongestRun = 182 * 86_400.0;

    // What a seed is mixed with for the order in which idle machines ask.
    private const int Idlers = 10;

    private const int EventsBetweenLooks = 65_536;

    private readonly WorkerPool _pool;
    private readonly Workload _load;
    private readonly Middleware _middleware;
    private readonly int _seed;
    private readonly BagProgress _progress;
    private readonly AlarmHeap _alarms;
    private readonly TaskStanding[] _tasks;
    private readonly IdleMachines _idle;
    private GridWorker[] _machines; // those of the pool, then helpers
    private Running[] _running;
    private Chance _chance;
    private int _submitted;
    private long _lost;

    private HelpedRun(WorkerPool pool, Workload load, Middleware middleware, HelpPlan? plan, int seed)
    {
        (_pool, _load, _middleware, _plan, _seed) = (pool, load, middleware, plan, seed);
        _machines = pool.Copy();
        _running = new Running[_machines.Length];
        _idle = new(_machines.Length);
        _alarms = new(_machines.Length * 2);
        _progress = new(load.Count);
        _tasks = new TaskStanding[load.Count];
        _copies = new Copy[load.Count * (middleware.Copies + 1)];
        Array.Fill(_tasks, new() { Latest = Copy.None });
        _chance = Chance.Of(seed, Idlers, 0);
        _purse = new(plan is null ? 0 : plan.BudgetShare * load.Work / plan.Helpers.Speed);
    }

    /// <summary>Plays it to the end. With the same seed the same machines come and go, with help and without.</summary>
    /// <param name="pool">The best-effort machines; stays as it is.</param>
    /// <param name="load">The tasks.</param>
    /// <param name="middleware">How the server goes about it.</param>
    /// <param name="plan">What help there is; null for none.</param>
    /// <param name="seed">The same seed finds the same.</param>
    /// <param name="cancellation">Ends it.</param>
    public static HelpedOutcome Play(WorkerPool pool, Workload load, Middleware middleware, HelpPlan? plan, int seed, CancellationToken cancellation = default) =>
        new HelpedRun(pool, load, middleware, plan, seed).Play(cancellation);

    private HelpedOutcome Play(CancellationToken cancellation)
    {
        Begin();
        var (now, events) = (0.0, 0L);
        while (!_progress.IsOver && _alarms.TryTake(out var alarm) && alarm.Time <= LongestRun)
        {
            if (++events % EventsBetweenLooks == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            now = alarm.Time;
            Happen(alarm);
        }

        DismissAll(now);
        return new(
            now,
            _progress.IdealTime ?? double.NaN,
            BagCurve.Of(_progress),
            _progress.Completed,
            _lost,
            _purse.Budget / Hour,
            _purse.Spent / Hour,
            _mostHelpers,
            _offloaded / _load.Work,
            _helpedAt);
    }

    private void Begin()
    {
        for (var task = 0; task < _load.Count; task++)
        {
            if (_load.Submitted[task] <= 0)
            {
                Submit(task, 0);
            }
            else
            {
                _alarms.Add(new(_load.Submitted[task], task, AlarmKind.Arrives));
            }
        }

        for (var number = 0; number < _pool.Workers.Length; number++)
        {
            Await(number);
            if (_machines[number].IsUp)
            {
                Ask(number, 0);
            }
        }

        if (_plan is not null || _middleware.SpareAfter < double.PositiveInfinity)
        {
            _alarms.Add(new(LookEvery, 0, AlarmKind.Looks));
        }
    }

    private void Happen(in Alarm alarm)
    {
        switch (alarm.Kind)
        {
            case AlarmKind.Finishes when _machines[alarm.Subject].Task >= 0 && _running[alarm.Subject].Ends == alarm.Time:
                Finish(alarm.Subject, alarm.Time);
                break;
            case AlarmKind.Turns when _machines[alarm.Subject].TurnsAt == alarm.Time:
                if (IsHelper(alarm.Subject))
                {
                    PaidOut(alarm.Subject, alarm.Time);
                }
                else
                {
                    Turn(alarm.Subject, alarm.Time);
                }

                break;
            case AlarmKind.Arrives:
                Submit(alarm.Subject, alarm.Time);
                break;
            case AlarmKind.Missed:
                Miss(alarm.Subject, alarm.Time);
                break;
            case AlarmKind.Looks:
                Look(alarm.Time);
                break;
        }
    }

    private void Look(double now)
    {
        _alarms.Add(new(now + LookEvery, 0, AlarmKind.Looks));
        Spare(now);
        Help(now);
    }

    private void Turn(int number, double now)
    {
        ref var machine = ref _machines[number];
        machine.IsUp = !machine.IsUp;
        machine.TurnsAt = _pool.NextTurn(ref machine, number, now);
        Await(number);
        if (machine.IsUp)
        {
            Return(number, now);
        }
        else if (machine.Task < 0)
        {
            _idle.Remove(number);
        }
        else if (_middleware.Resumes)
        {
            _running[number].Left -= (now - machine.StartedAt) * machine.Speed;
        }
        else
        {
            _lost++;
            if (_middleware.Silence < double.PositiveInfinity)
            {
                _alarms.Add(new(now + _middleware.Silence, machine.Task, AlarmKind.Missed));
            }

            machine.Task = GridWorker.None;
        }
    }

    // What it was at is gone on with, unless somebody else was first.
    private void Return(int number, double now)
    {
        ref var machine = ref _machines[number];
        if (machine.Task >= 0 && !_progress.IsCompleted(_copies[machine.Task].Task))
        {
            GoOn(number, now);
            return;
        }

        machine.Task = GridWorker.None;
        Ask(number, now);
    }

    private void Finish(int number, double now)
    {
        var copy = _machines[number].Task;
        PutDown(number, now);
        Deliver(copy, now);
        if (IsHelper(number))
        {
            HelpOn(number, now);
        }
        else
        {
            Ask(number, now);
        }
    }

    // Takes a copy, or waits until there is one.
    private void Ask(int number, double now)
    {
        if (TakeWaiting(number) is >= 0 and var copy)
        {
            TakeUp(number, copy, now);
            return;
        }

        _idle.Add(number);
    }

    private void TakeUp(int number, int copy, double now)
    {
        HandOut(copy, number, now);
        ref var machine = ref _machines[number];
        machine.Task = copy;
        _running[number].Left = _load.Size[_copies[copy].Task];
        GoOn(number, now);
    }

    private void GoOn(int number, double now)
    {
        ref var machine = ref _machines[number];
        machine.StartedAt = now;
        var ends = now + (Math.Max(0, _running[number].Left) / machine.Speed);
        _running[number].Ends = ends;

        // Whether a machine of the pool will stay so long is known to the simulation; a helper's time may be prolonged.
        if (ends <= machine.TurnsAt || IsHelper(number))
        {
            _alarms.Add(new(ends, number, AlarmKind.Finishes));
        }
    }

    private void PutDown(int number, double now)
    {
        ref var machine = ref _machines[number];
        machine.Task = GridWorker.None;
        if (IsHelper(number))
        {
            _offloaded += (now - machine.StartedAt) * machine.Speed;
        }
    }

    private void Await(int number)
    {
        if (_machines[number].TurnsAt < double.PositiveInfinity)
        {
            _alarms.Add(new(_machines[number].TurnsAt, number, AlarmKind.Turns));
        }
    }

    private struct Running
    {
        /// <summary>When the machine will finish what it has, if it stays.</summary>
        internal double Ends;

        /// <summary>Reference seconds of it that are left, as of its last start.</summary>
        internal double Left;
    }
}
