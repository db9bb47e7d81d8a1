using System.Collections.Concurrent;
using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Wire;
using Ect.Worker.Contributions;
using Microsoft.Extensions.Logging;

namespace Ect.Worker.Guardian;

/// <summary>The guardians of all contributions that have not settled: those of an earlier life of this process first.</summary>
internal sealed partial class GuardianBoard(ContributionJournal journal, Func<ContributionRecord, ContributionGuardian> create, ILogger logger)
{
    private readonly ConcurrentDictionary<Bytes32, ContributionGuardian> guardians = new();
    private readonly ConcurrentDictionary<Bytes32, Task> running = new();
    private CancellationToken stop;

    /// <summary>Stakes that computed contributions are about to lock.</summary>
    public BigInteger StakeToLock => journal.Open
        .Where(c => c.State == ContributionState.Stalled || (c.State == ContributionState.Computed && !c.IsOnEpochPath))
        .Aggregate(BigInteger.Zero, (sum, c) => sum + DealCodec.Decode(c.Deal).WorkerStake);

    /// <summary>Stakes for which the bond answers: of contributions that an epoch may settle.</summary>
    public BigInteger StakeInEpochs => journal.Open
        .Where(c => c.IsOnEpochPath)
        .Aggregate(BigInteger.Zero, (sum, c) => sum + DealCodec.Decode(c.Deal).WorkerStake);

    /// <summary>Contributions that are guarded.</summary>
    public int Count => guardians.Count;

    /// <summary>What the scheduler must be told on every connection.</summary>
    public IReadOnlyList<WorkerMessage> Outstanding => [.. journal.Open.SelectMany(ContributionMessages.Outstanding)];

    /// <summary>Resumes every contribution in the journal. Guardians stop with <paramref name="cancellationToken"/>.</summary>
    public void Start(CancellationToken cancellationToken)
    {
        stop = cancellationToken;
        foreach (var record in journal.Open)
        {
            LogResumed(record.Task, record.State);
            Guard(record);
        }
    }

    /// <summary>Starts to lead a contribution that is in the journal.</summary>
    public void Guard(ContributionRecord record)
    {
        var guardian = create(record);
        if (guardians.TryAdd(record.Task, guardian))
        {
            running[record.Task] = Task.Run(() => RunAsync(guardian), CancellationToken.None);
        }
    }

    /// <summary>Makes the task's guardian look at the chain now.</summary>
    public void Wake(Bytes32 task)
    {
        if (guardians.TryGetValue(task, out var guardian))
        {
            guardian.Wake();
        }
    }

    /// <summary>Hands a receipt to the task's guardian. False if the task has none.</summary>
    public bool Deliver(Bytes32 task, Receipt message)
    {
        var isKnown = guardians.TryGetValue(task, out var guardian);
        guardian?.Deliver(message);
        return isKnown;
    }

    /// <summary>Hands word of an anchor to the task's guardian. False if the task has none.</summary>
    public bool Deliver(Bytes32 task, Anchored message)
    {
        var isKnown = guardians.TryGetValue(task, out var guardian);
        guardian?.Deliver(message);
        return isKnown;
    }

    /// <summary>Completes when every guardian has stopped.</summary>
    public Task StoppedAsync() => Task.WhenAll(running.Values);

    private async Task RunAsync(ContributionGuardian guardian)
    {
        try
        {
            await guardian.RunAsync(stop);
        }
        catch (OperationCanceledException)
        {
            // The journal has it; the next start resumes.
        }
        catch (Exception e)
        {
            LogDied(guardian.Record.Task, e);
        }
        finally
        {
            guardians.TryRemove(guardian.Record.Task, out _);
            running.TryRemove(guardian.Record.Task, out _);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId}: contribution resumed as {State}")]
    private partial void LogResumed(Bytes32 taskId, ContributionState state);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Task {TaskId}: its guardian died; restart the worker to save the stake, and report this")]
    private partial void LogDied(Bytes32 taskId, Exception exception);
}
