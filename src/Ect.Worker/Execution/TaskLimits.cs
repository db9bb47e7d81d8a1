using Ect.Contracts;
using Ect.Protocol.Contributions;
using Ect.Protocol.Tasks;
using Ect.Worker.Runtimes;

namespace Ect.Worker.Execution;

/// <summary>
/// What a task may use. Follows from the deal alone: an application can notice its limits, so they are part of what makes
/// its result the same on every worker.
/// </summary>
internal static class TaskLimits
{
    /// <summary>Most bytes that a result may hand to a contract.</summary>
    public const int CallbackBytes = ResultHash.MaxCallbackBytes;

    public static RunLimits For(Deal deal) => new()
    {
        Fuel = TaskFuel.PerSecond * Math.Max(1, deal.Duration),
        WallTime = TimeSpan.FromSeconds(Math.Max(1, deal.Duration)),
    };
}
