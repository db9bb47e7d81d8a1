namespace Ect.Protocol.Tasks;

/// <summary>What categories count a task's work in: units of WebAssembly fuel.</summary>
public static class TaskFuel
{
    /// <summary>
    /// Fuel for each second of the category. A present-day core burns two to six times as much, so that an endless loop runs
    /// out of fuel, which every worker sees alike, long before the clock stops it, which each would see elsewhere.
    /// </summary>
    public const long PerSecond = 250_000_000;
}
