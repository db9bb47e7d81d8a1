using Ect.Ethereum;

namespace Ect.Protocol.Tasks;

/// <summary>
/// That the tasks of a request repeat tasks of a deal bought before, in another pool perhaps: then each has the index, and finds the inputs
/// and the environment, that the task which it repeats has there. The task of the request at position i repeats the i-th of <see cref="Tasks"/>.
/// </summary>
public sealed record Repetition
{
    /// <summary>The deal whose tasks are repeated.</summary>
    public required Bytes32 Deal { get; init; }

    /// <summary>Index of that deal's first task: its <c>ECT_TASK_FIRST</c>.</summary>
    public uint First { get; init; }

    /// <summary>That deal's tasks: its <c>ECT_BAG_SIZE</c>.</summary>
    public required uint Size { get; init; }

    /// <summary>Indices of the repeated tasks, among <see cref="First"/> to First + Size − 1.</summary>
    public required IndexRanges Tasks { get; init; }

    /// <summary>Checks that the tasks are the deal's.</summary>
    /// <exception cref="FormatException">They are not.</exception>
    public void Validate()
    {
        if (Size == 0 || Tasks.First < First || Tasks.Last - (long)First >= Size)
        {
            throw new FormatException($"repeats.tasks are {Tasks.First} to {Tasks.Last}, but the repeated deal has {Size} tasks from {First} on.");
        }
    }
}
