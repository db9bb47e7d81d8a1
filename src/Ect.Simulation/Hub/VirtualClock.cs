using Ect.Protocol.Trust;

namespace Ect.Simulation.Hub;

/// <summary>Time that passes when it is told to.</summary>
public sealed class VirtualClock
{
    /// <summary>Unix time in seconds.</summary>
    public ulong Now { get; private set; } = 1_800_000_000;

    /// <summary>The day as reputation counts it.</summary>
    public ushort Day => Reputation.DayOf(Now);

    /// <summary>Moves to a moment, never back.</summary>
    public void MoveTo(ulong time) => Now = Math.Max(Now, time);
}
