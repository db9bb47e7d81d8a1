namespace Ect.Scheduler.Chain;

/// <summary>The chain changed while it was read; the next look finds out how.</summary>
internal sealed class ChainMovedException(ulong block) : Exception($"The chain changed at block {block} while it was read.");
