using Ect.Ethereum;
using Ect.Scheduler.Storage;
using Ect.Scheduler.Telemetry;
using Ect.Scheduler.Why;

namespace Ect.Scheduler.Workers;

/// <summary>Faults of workers, and who gets no work because of them.</summary>
internal sealed class FaultStore(Database database, SchedulerOptions options, TimeProvider time)
{
    /// <summary>Notes a fault once for each worker, task and kind.</summary>
    public Task AddAsync(Address worker, Bytes32 task, FaultKind kind, string reason, CancellationToken ct = default) =>
        database.WriteAsync(unit => Add(unit, worker, task, kind, reason, time.GetUtcNow(), null), ct);

    /// <inheritdoc cref="AddAsync"/>
    public static void Add(UnitOfWork unit, Address worker, Bytes32 task, FaultKind kind, string reason, DateTimeOffset at, ulong? block)
    {
        Meters.Punishments.Add(1, new KeyValuePair<string, object?>("kind", kind.ToString()));
        unit.Execute(
            """
            INSERT INTO faults (worker, task, kind, reason, at, block) VALUES (@Worker, @Task, @Kind, @reason, @At, @Block)
            ON CONFLICT (worker, task, kind) DO NOTHING
            """,
            new { Worker = AddressText.Of(worker), Task = task.ToString(), Kind = kind.ToString(), reason, At = at.ToUnixTimeMilliseconds(), Block = (long?)block });
    }

    /// <summary>Forgets what blocks said that are no longer in the chain.</summary>
    public static void RemoveAbove(UnitOfWork unit, long block) =>
        unit.Execute("DELETE FROM faults WHERE block > @block", new { block });

    /// <summary>
    /// Everybody who gets no work now, with the reason. One lie, silence or false opening is enough for
    /// <see cref="SchedulerOptions.BanPeriod"/>; failures, which may be bad luck, need
    /// <see cref="SchedulerOptions.FailureLimit"/> of them within <see cref="SchedulerOptions.FailureWindow"/>.
    /// </summary>
    public IReadOnlyDictionary<Address, Reason> Banned()
    {
        var now = time.GetUtcNow();
        var faults = database.Read(unit => unit.Query<Row>(
            "SELECT worker AS Worker, task AS Task, kind AS Kind, reason AS Reason, at AS At FROM faults WHERE at > @Since ORDER BY at",
            new { Since = (now - Longer(options.BanPeriod, options.FailureWindow)).ToUnixTimeMilliseconds() }));
        var banned = new Dictionary<Address, Reason>();
        foreach (var group in faults.GroupBy(fault => fault.Worker))
        {
            var grave = group.LastOrDefault(fault => fault.Kind != nameof(FaultKind.Failed) && fault.Time > now - options.BanPeriod);
            var failures = group.Count(fault => fault.Kind == nameof(FaultKind.Failed) && fault.Time > now - options.FailureWindow);
            if (grave is not null)
            {
                banned[AddressText.Parse(group.Key)] = WorkerReasons.Banned.Say($"{grave.Reason} (task {grave.Task}); no work until {grave.Time + options.BanPeriod:u}");
            }
            else if (failures >= options.FailureLimit)
            {
                banned[AddressText.Parse(group.Key)] =
                    WorkerReasons.Failing.Say($"{failures} failed tasks within {options.FailureWindow}, the last: {group.Last().Reason}; no work until fewer than {options.FailureLimit} are that recent");
            }
        }

        return banned;
    }

    private static TimeSpan Longer(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private sealed class Row
    {
        public string Worker { get; init; } = "";

        public string Task { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Reason { get; init; } = "";

        public long At { get; init; }

        public DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds(At);
    }
}
