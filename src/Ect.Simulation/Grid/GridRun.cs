namespace Ect.Simulation.Grid;

/// <summary>
/// A bag of tasks on a pool, event by event: machines come and go, ask for a task when they have none, finish it or lose
/// it with their going. A lost task waits again at once. When a machine takes a task it is known to the simulation, though
/// not to the scheduler, whether it will finish before it goes: only what happens is put into the queue, nothing is ever
/// taken out, and each machine has at most two alarms before it. An event allocates nothing.
/// </summary>
public sealed class GridRun
{
    /// <summary>Simulated seconds at most: a year.</summary>
    public const double LongestRun = 365 * 86_400.0;

    private const int Idlers = 4;

    // How often it is looked whether the run is to end.
    private const int LookEvery = 65_536;

    private readonly WorkerPool _pool;
    private readonly Bag _bag;
    private readonly PoolKnowledge _knowledge;
    private readonly GridWorker[] _workers;
    private readonly AlarmHeap _alarms;
    private readonly PendingTasks _pending;
    private readonly PullScheduler _scheduler;
    private readonly IdleMachines _idle;
    private Chance _chance;
    private int _finished;
    private long _interrupted;
    private double _makespan;
    private double _completions;
    private double _cost;
    private double _impact;
    private double _energy;
    private double _suitability;

    private GridRun(WorkerPool pool, Bag bag, PoolKnowledge knowledge, PullPolicy policy, int seed)
    {
        (_pool, _bag, _knowledge, _workers) = (pool, bag, knowledge, pool.Copy());
        _alarms = new(_workers.Length * 2);
        _pending = new(bag);
        _scheduler = new(policy, bag, knowledge);
        _idle = new(_workers.Length);
        _chance = Chance.Of(seed, Idlers, 0);
    }

    /// <summary>Plays it to the end.</summary>
    /// <param name="pool">The machines; stays as it is.</param>
    /// <param name="bag">The tasks.</param>
    /// <param name="knowledge">What the scheduler knows of both.</param>
    /// <param name="policy">How it picks.</param>
    /// <param name="seed">The same seed finds the same.</param>
    /// <param name="cancellation">Ends it.</param>
    public static GridOutcome Play(WorkerPool pool, Bag bag, PoolKnowledge knowledge, PullPolicy policy, int seed, CancellationToken cancellation = default) =>
        new GridRun(pool, bag, knowledge, policy, seed).Play(cancellation);

    private GridOutcome Play(CancellationToken cancellation)
    {
        for (var number = 0; number < _workers.Length; number++)
        {
            Await(number);
        }

        for (var number = 0; number < _workers.Length; number++)
        {
            if (_workers[number].IsUp)
            {
                Pull(number, 0);
            }
        }

        var events = 0L;
        while (_finished < _bag.Count && _alarms.TryTake(out var alarm) && alarm.Time <= LongestRun)
        {
            if (++events % LookEvery == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            if (alarm.Kind == AlarmKind.Finishes)
            {
                Finish(alarm.Subject, alarm.Time);
            }
            else
            {
                Turn(alarm.Subject, alarm.Time);
            }
        }

        var finished = Math.Max(1, _finished);
        return new(_makespan, _completions / finished, _cost, _impact, _energy, _suitability / finished, _interrupted, _bag.Count - _finished, events);
    }

    private void Finish(int number, double now)
    {
        ref var worker = ref _workers[number];
        var task = worker.Task;
        var buyer = _bag.Classes[_bag.Class[task]].Buyer;
        var seconds = now - worker.StartedAt;
        worker.Task = GridWorker.None;
        _finished++;
        _makespan = now;
        _completions += now;
        _cost += worker.Price * seconds;
        _impact += worker.ErrorRate * _bag.Buyers[buyer].Value * _bag.Size[task];
        _energy += worker.Watts * seconds;
        _suitability += _knowledge.Suitability(number, buyer);
        Pull(number, now);
    }

    private void Turn(int number, double now)
    {
        ref var worker = ref _workers[number];
        worker.IsUp = !worker.IsUp;
        worker.TurnsAt = _pool.NextTurn(ref worker, number, now);
        Await(number);
        if (worker.IsUp)
        {
            Pull(number, now);
        }
        else if (worker.Task >= 0)
        {
            _interrupted++;
            _energy += worker.Watts * (now - worker.StartedAt);
            var task = worker.Task;
            worker.Task = GridWorker.None;
            _pending.PutBack(task, _bag.Class[task]);
            if (_idle.Count > 0)
            {
                // Whichever asks next: any of those that wait.
                var asking = _idle[_chance.Next(_idle.Count)];
                _idle.Remove(asking);
                Pull(asking, now);
            }
        }
        else
        {
            _idle.Remove(number);
        }
    }

    // Takes a task, or waits until there is one.
    private void Pull(int number, double now)
    {
        ref var worker = ref _workers[number];
        if (_pending.Count == 0)
        {
            _idle.Add(number);
            return;
        }

        worker.Task = _pending.Take(_scheduler.Pick(_pending, worker, number));
        worker.StartedAt = now;
        var end = now + (_bag.Size[worker.Task] / worker.Speed);
        if (end <= worker.TurnsAt)
        {
            _alarms.Add(new(end, number, AlarmKind.Finishes));
        }
    }

    private void Await(int number)
    {
        if (_workers[number].TurnsAt < double.PositiveInfinity)
        {
            _alarms.Add(new(_workers[number].TurnsAt, number, AlarmKind.Turns));
        }
    }
}
