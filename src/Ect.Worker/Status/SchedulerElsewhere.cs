namespace Ect.Worker.Status;

/// <summary>Another address at which a pool's scheduler may lead.</summary>
/// <param name="Url">Where it is.</param>
/// <param name="Problem">Why it was not connected to when it was last tried; null if it was not tried, or the worker is connected elsewhere.</param>
public sealed record SchedulerElsewhere(Uri Url, string? Problem);
