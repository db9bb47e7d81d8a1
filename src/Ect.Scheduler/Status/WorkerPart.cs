using Ect.Ethereum;

namespace Ect.Scheduler.Status;

/// <summary>A worker's part in a task.</summary>
/// <param name="Task">The task.</param>
/// <param name="State">State of the part.</param>
/// <param name="At">When it came there.</param>
/// <param name="Code">Why it came to nothing, as docs/why.md lists it; null while it has not.</param>
/// <param name="Text">What the history says.</param>
public sealed record WorkerPart(Bytes32 Task, string State, DateTimeOffset At, string? Code, string? Text);
