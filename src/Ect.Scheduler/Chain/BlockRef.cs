using Ect.Ethereum;

namespace Ect.Scheduler.Chain;

/// <summary>A block that was read.</summary>
/// <param name="Number">Height.</param>
/// <param name="Hash">Hash.</param>
/// <param name="Timestamp">Unix seconds of the chain.</param>
internal sealed record BlockRef(ulong Number, Bytes32 Hash, ulong Timestamp);
