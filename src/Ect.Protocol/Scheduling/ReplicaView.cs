using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Ect.Protocol.Trust;

namespace Ect.Protocol.Scheduling;

/// <summary>A worker's part as the scheduler's store keeps it.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="State">Its state.</param>
/// <param name="Since">Unix time in seconds of the last change of the state.</param>
/// <param name="Opening">The opening it sent, checked or not; null if none.</param>
/// <param name="Bits">What its vote will weigh, in bits, as far as known when it was assigned.</param>
public sealed record ReplicaView(Address Worker, ReplicaState State, ulong Since, Opening? Opening, int Bits = Evidence.NewcomerBits);
