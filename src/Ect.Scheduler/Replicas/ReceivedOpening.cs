using Ect.Ethereum;

namespace Ect.Scheduler.Replicas;

/// <summary>What a worker says its commitment hides.</summary>
internal sealed record ReceivedOpening(Bytes32 ResultHash, Bytes32 Salt, Bytes32 Digest, byte[] CallbackData, bool AppFailed);
