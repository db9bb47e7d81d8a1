using Ect.Ethereum;

namespace Ect.Scheduler.Tasks;

/// <summary>A task's result, as the chain tells it.</summary>
/// <param name="Digest">Content root.</param>
/// <param name="ResultHash">What the votes were on.</param>
/// <param name="AppFailed">Whether it describes a failure of the application.</param>
/// <param name="DataHash">Of the consumer's data, on the epoch path; null where the chain has handed it over already.</param>
internal sealed record TaskResult(Bytes32 Digest, Bytes32 ResultHash, bool AppFailed, Bytes32? DataHash = null);
