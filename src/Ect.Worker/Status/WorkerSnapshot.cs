using Ect.Ethereum;
using Ect.Worker.Preferences;

namespace Ect.Worker.Status;

/// <summary>How a running worker is, as it writes it into its data folder every few seconds.</summary>
/// <param name="Process">Its process id.</param>
/// <param name="Version">Of the program.</param>
/// <param name="StartedAt">When it was started.</param>
/// <param name="UpdatedAt">When this was written.</param>
/// <param name="Worker">Its wallet.</param>
/// <param name="Pool">The pool's token id, decimal.</param>
/// <param name="State">computing, idle, paused, or finishing: it ends what it has and takes no more.</param>
/// <param name="Since">Since when it has been so, if it rests.</param>
/// <param name="Rest">Why it takes no tasks; null if it does.</param>
/// <param name="Slots">Tasks that it computes at the same time.</param>
/// <param name="Tasks">What it computes.</param>
/// <param name="Guarded">Contributions that wait for their task's end.</param>
/// <param name="Scheduler">How it stands with the scheduler.</param>
/// <param name="Machine">What was last seen of the machine; null if nobody looks.</param>
/// <param name="Money">What it has at stake and earned; null until the chain was read.</param>
/// <param name="Preferences">The owner's, as they hold.</param>
/// <param name="PreferencesProblem">What is wrong with the file of the preferences; null if nothing is.</param>
public sealed record WorkerSnapshot(
    int Process,
    string Version,
    DateTimeOffset StartedAt,
    DateTimeOffset UpdatedAt,
    Address Worker,
    string Pool,
    WorkerState State,
    DateTimeOffset Since,
    Rest? Rest,
    int Slots,
    IReadOnlyList<RunningTask> Tasks,
    int Guarded,
    SchedulerConnection Scheduler,
    MachineStatus? Machine,
    MoneyStatus? Money,
    WorkerPreferences Preferences,
    string? PreferencesProblem);
