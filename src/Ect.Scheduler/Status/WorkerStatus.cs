using Ect.Ethereum;

namespace Ect.Scheduler.Status;

/// <summary>One connected worker.</summary>
/// <param name="Worker">The wallet.</param>
/// <param name="Software">Name and version, as it says.</param>
/// <param name="Slots">Tasks that it runs at the same time.</param>
/// <param name="FreeSlots">Assignments that it would take now.</param>
/// <param name="ConnectedAt">Since when.</param>
/// <param name="LastSeen">Its last message.</param>
/// <param name="Waiting">Why it has no work; null if there is nothing to say.</param>
/// <param name="Banned">Why it gets no work at all; null if it may.</param>
/// <param name="Code">Why it has no work, as docs/why.md lists it.</param>
/// <param name="Running">Tasks that it says it runs.</param>
/// <param name="Processor">Architecture, vendor, family and model of its processor, as it says.</param>
/// <param name="Ad">Its ClassAd.</param>
/// <param name="AdProblem">Why the ad that it sent cannot be read; null if it can.</param>
/// <param name="Offers">Its runtimes, as it says; "+network" behind one whose applications may have a network.</param>
public sealed record WorkerStatus(
    Address Worker, string Software, uint Slots, int FreeSlots, DateTimeOffset ConnectedAt, DateTimeOffset LastSeen, string? Waiting, string? Banned, string? Code = null, int Running = 0, string? Processor = null,
    IReadOnlyList<string>? Offers = null, string? Ad = null, string? AdProblem = null);
