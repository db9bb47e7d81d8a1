using Ect.Scheduler.Chain;
using Ect.Scheduler.Storage;
using Ect.Scheduler.Tasks;

namespace Ect.Scheduler.Status;

/// <summary>Whether the process lives and can work. Of a scheduler that stands by <see cref="StandbyListener"/> answers.</summary>
internal sealed class HealthReporter(SchedulerOptions options, Database database, ChainHealth health, TaskDriver driver, TimeProvider time)
{
    // Asked by everybody who can reach the listener: the store is asked no more often.
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private (DateTimeOffset At, string? Problem)? _store;

    /// <summary>Whether the loop runs; a process whose loop has ended must be started anew.</summary>
    public bool IsAlive => driver.ExecuteTask is null or { IsCompleted: false };

    public Readiness Report()
    {
        var chain = ChainProblem();
        var store = StoreProblem();
        return new(chain is null && store is null && IsAlive, chain is null, store is null, chain ?? store ?? (IsAlive ? null : "The loop has ended."));
    }

    private string? ChainProblem()
    {
        var patience = LongestSilence + (10 * options.PollInterval);
        return health.Error is { } error ? $"The chain cannot be read: {error}"
            : health.ReadAt is not { } at ? "The chain was not read yet."
            : time.GetUtcNow() - at > patience ? $"The chain was last read at {at:u}."
            : null;
    }

    private string? StoreProblem()
    {
        lock (_gate)
        {
            if (_store is { } known && time.GetUtcNow() - known.At < Freshness)
            {
                return known.Problem;
            }

            string? problem = null;
            try
            {
                database.EnsureLeads();
            }
            catch (Exception exception) when (exception is LeadershipLostException or System.Data.Common.DbException or IOException)
            {
                problem = $"The store takes no writes: {exception.Message}";
            }

            _store = (time.GetUtcNow(), problem);
            return problem;
        }
    }
}
