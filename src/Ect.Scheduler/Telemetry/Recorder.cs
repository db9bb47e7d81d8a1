using System.Diagnostics.Metrics;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Chain;
using Ect.Scheduler.Storage;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Workers;

namespace Ect.Scheduler.Telemetry;

/// <summary>Counts what transactions did when they are committed, and shows how much there is now whenever it is asked.</summary>
internal sealed class Recorder : IDisposable
{
    private readonly Database _database;
    private readonly Meter _meter = new(Meters.Name);
    private readonly MinuteRate _assignments;
    private readonly MinuteRate _settlements;

    public Recorder(Database database, OpenTasks open, WorkerRegistry workers, ChainHealth health, TimeProvider time)
    {
        _database = database;
        _assignments = new(time);
        _settlements = new(time);
        StartedAt = time.GetUtcNow();
        database.Committed += Count;
        _meter.CreateObservableGauge("ect.scheduler.workers", () => workers.Count, description: "Workers connected");
        _meter.CreateObservableGauge(
            "ect.scheduler.tasks",
            () => open.CountByState().Select(entry => new Measurement<int>(entry.Value, Tag("state", entry.Key))),
            description: "Open tasks by state");
        _meter.CreateObservableGauge(
            "ect.scheduler.tasks.waiting", () => open.CountByReason().Select(entry => new Measurement<int>(entry.Value, Tag("reason", entry.Key))), description: "Open tasks by the code of the reason why they wait, see docs/why.md");
        _meter.CreateObservableGauge(
            "ect.scheduler.chain.head.age", () => health.Head is { } head ? [new Measurement<double>(time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0 - head.Timestamp)] : (IEnumerable<Measurement<double>>)[], "s", "Age of the newest block read");
        _meter.CreateObservableGauge("ect.scheduler.chain.reorgs", () => health.Reorgs, description: "Re-orgs seen since the start");
    }

    public DateTimeOffset StartedAt { get; }

    public double AssignmentsPerSecond => _assignments.PerSecond;

    public double SettlementsPerSecond => _settlements.PerSecond;

    public void Dispose()
    {
        _database.Committed -= Count;
        _meter.Dispose();
    }

    private void Count(UnitOfWork unit)
    {
        foreach (var (state, count) in unit.ReplicaMoves)
        {
            Meters.ReplicaMoves.Add(count, Tag("to", state.ToString()));
        }

        foreach (var (state, count) in unit.TaskMoves)
        {
            Meters.TaskMoves.Add(count, Tag("to", state.ToString()));
        }

        _assignments.Add(unit.ReplicaMoves.GetValueOrDefault(ReplicaState.Assigned));
        _settlements.Add(unit.TaskMoves.GetValueOrDefault(TaskState.Completed));
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
