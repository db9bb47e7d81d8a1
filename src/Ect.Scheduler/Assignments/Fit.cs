namespace Ect.Scheduler.Assignments;

/// <summary>What a deal's tasks and a machine say of each other.</summary>
/// <param name="JobAccepts">Whether the tasks' requirements are true of the machine.</param>
/// <param name="MachineAccepts">Whether the machine's are of the tasks.</param>
/// <param name="JobRank">How much the tasks like the machine.</param>
/// <param name="MachineRank">How much the machine likes the tasks.</param>
internal sealed record Fit(bool JobAccepts, bool MachineAccepts, double JobRank, double MachineRank)
{
    /// <summary>Of tasks and machines that ask for nothing.</summary>
    public static Fit OfAll { get; } = new(true, true, 0, 0);

    /// <summary>Of those that have yet to be looked at: not now.</summary>
    public static Fit NotYet { get; } = new(false, false, 0, 0);

    /// <summary>Whether both accept each other.</summary>
    public bool IsMatch => JobAccepts && MachineAccepts;
}
