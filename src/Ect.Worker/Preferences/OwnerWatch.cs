using System.Globalization;
using Ect.Worker.Execution;
using Ect.Worker.Machine.Sensors;
using Ect.Worker.Runtimes;
using Microsoft.Extensions.Logging;

namespace Ect.Worker.Preferences;

/// <summary>
/// Keeps the worker to what its owner wants: reads the preferences when they change, looks at the machine, holds what runs,
/// tells the scheduler, and gives back what would be late. Contributions that were made are guarded all the same.
/// </summary>
/// <param name="file">The preferences.</param>
/// <param name="sensors">Look at the machine.</param>
/// <param name="gate">Holds what runs.</param>
/// <param name="board">The slots.</param>
/// <param name="runs">What runs.</param>
/// <param name="slots">Slots that the worker was started with.</param>
/// <param name="tell">Called when the scheduler and the owner should know of a change at once.</param>
/// <param name="time">The clock, and the zone of the owner's hours.</param>
/// <param name="logger">For what changes.</param>
internal sealed partial class OwnerWatch(
    PreferencesFile file, IMachineSensors sensors, RunGate gate, TaskBoard board, RunsUnderWay runs, int slots, Action tell, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(2);

    /// <summary>Whether the worker computes.</summary>
    public Standing Standing { get; private set; } = new Standing.Run();

    /// <summary>Since when, and for the same kind of reason.</summary>
    public DateTimeOffset Since { get; private set; } = time.GetUtcNow();

    /// <summary>What is known of the machine.</summary>
    public MachineState Machine { get; private set; } = MachineState.Unseen(time.GetUtcNow());

    /// <summary>The preferences that hold.</summary>
    public PreferencesFile File => file;

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(s_period, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            try
            {
                await RunOnceAsync(cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(e.Message);
            }
        }
    }

    /// <summary>Looks once and sees to what follows.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        ReadPreferences();
        var preferences = file.Current;
        if (preferences.WatchesMachine)
        {
            var sample = await sensors.LookAsync(cancellationToken);
            Machine = Machine.After(sample, preferences.OthersLoadLimit, time.GetUtcNow());
        }

        var now = time.GetUtcNow();
        var next = StandingDecision.Whether(preferences, Machine, now, time.LocalTimeZone);
        gate.Set(next is Standing.Pause);
        var isNews = board.Lend(preferences.SlotsOf(slots), next.Rest);
        Note(next, now);
        if (isNews)
        {
            tell();
        }

        if (next is Standing.Pause pause)
        {
            GiveBack(pause.Why, now);
        }
    }

    private void ReadPreferences()
    {
        if (!file.Refresh())
        {
            return;
        }

        if (file.Problem is { } problem)
        {
            LogProblem(problem);
        }
        else
        {
            LogPreferences(file.Path);
        }
    }

    private void Note(Standing next, DateTimeOffset now)
    {
        if (next.GetType() != Standing.GetType() || next.Rest?.Cause != Standing.Rest?.Cause)
        {
            Since = now;
            if (next.Rest is not { } why)
            {
                LogRuns();
            }
            else if (next is Standing.Pause)
            {
                LogPauses(why.Text, runs.All.Count);
            }
            else
            {
                LogTakesNothing(why.Text);
            }
        }

        Standing = next;
    }

    private void GiveBack(Rest why, DateTimeOffset now)
    {
        foreach (var run in runs.All)
        {
            var view = run.Feed.View();
            var latest = HeldTaskDecision.LatestStart(run.Due, view.Computed, view.Remaining, run.Longest);
            if (HeldTaskDecision.MustGiveBack(view.Phase, latest, why, now))
            {
                LogGivesBack(run.Task, why.Cause, latest);
                board.GiveBack(run.Task, string.Create(CultureInfo.InvariantCulture, $"the machine's owner needs it ({why.Cause}), and the task would have to go on by {latest:u} to be in time"));
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Preferences read from {Path}")]
    private partial void LogPreferences(string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Problem} Until then the earlier ones hold")]
    private partial void LogProblem(string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "Computing: the machine is free")]
    private partial void LogRuns();

    [LoggerMessage(Level = LogLevel.Information, Message = "Paused with {Tasks} tasks held: {Reason}")]
    private partial void LogPauses(string reason, int tasks);

    [LoggerMessage(Level = LogLevel.Information, Message = "Taking no new tasks: {Reason}")]
    private partial void LogTakesNothing(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId}: given back, because the machine is needed ({Cause}) and it would have to go on by {Latest:u}. That costs nothing")]
    private partial void LogGivesBack(Ethereum.Bytes32 taskId, RestCause cause, DateTimeOffset latest);

    [LoggerMessage(Level = LogLevel.Error, Message = "Whether the machine is free could not be found out: {Reason}")]
    private partial void LogFailed(string reason);
}
