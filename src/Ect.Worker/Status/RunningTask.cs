using Ect.Ethereum;

namespace Ect.Worker.Status;

/// <summary>A task that a worker computes.</summary>
/// <param name="Task">The task.</param>
/// <param name="Deal">Its deal.</param>
/// <param name="Index">Its index in the deal.</param>
/// <param name="Phase">checking, fetching, running, building or paused.</param>
/// <param name="Since">When it was taken up.</param>
/// <param name="Fraction">What is done as the application says, 0 to 1; null if it says nothing.</param>
/// <param name="ComputedSeconds">How long the application has run, pauses left out.</param>
/// <param name="Due">When its commitment must be there to be of use.</param>
public sealed record RunningTask(Bytes32 Task, Bytes32 Deal, uint Index, string Phase, DateTimeOffset Since, double? Fraction, double ComputedSeconds, DateTimeOffset Due);
