using Ect.Contracts;
using Ect.Protocol.Contributions;
using Ect.Worker.Runtimes;

namespace Ect.Worker.Execution;

/// <summary>
/// What a task may use. Follows from the deal alone: an application can notice its limits, so they are part of what makes
/// its result the same on every worker.
/// </summary>
internal static class TaskLimits
{
    /// <summary>
    /// Fuel for each second of the category. A present-day core burns two to six times as much, so that an endless loop runs
    /// out of fuel, which every worker sees alike, long before the clock stops it, which each would see elsewhere.
    /// </summary>
    private const long FuelPerSecond = 250_000_000;

    /// <summary>Most bytes that a result may hand to a contract.</summary>
    public const int CallbackBytes = ResultHash.MaxCallbackBytes;

    public static RunLimits For(Deal deal) => new()
    {
        Fuel = FuelPerSecond * Math.Max(1, deal.Duration),
        WallTime = TimeSpan.FromSeconds(Math.Max(1, deal.Duration)),
    };
}
