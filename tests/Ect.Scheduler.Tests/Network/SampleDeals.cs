using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Deals;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Tasks;

namespace Ect.Scheduler.Tests.Network;

/// <summary>Rows for tests without a chain.</summary>
internal static class SampleDeals
{
    public static Deal Deal { get; } = new(
        Bytes32.Zero, 0, 10, 1, 0, 1, Address.Zero, Address.Zero, Address.Zero, Address.Zero, Address.Zero, Address.Zero, Address.Zero, Address.Zero,
        0, 0, 0, 0, 100, 0, 0, 0, 3, 0, 60, 1_000_000, Bytes32.Zero, Bytes32.Zero);

    public static Address Worker(int number) => Address.Parse($"0x{number:x40}");

    public static OpenTask Task(string deal, uint index, long servedAt = 0, params IReadOnlyList<ReplicaRecord> replicas) => Task(deal, index, "", servedAt, replicas);

    public static OpenTask Task(string deal, uint index, string parameters, params IReadOnlyList<ReplicaRecord> replicas) => Task(deal, index, parameters, 0, replicas);

    private static OpenTask Task(string deal, uint index, string parameters, long servedAt, IReadOnlyList<ReplicaRecord> replicas)
    {
        var id = Keccak256.Hash(deal);
        return new(
            new() { Id = TaskId.Of(id, index), Deal = id, Index = index, State = TaskState.Running },
            new() { Id = id, Terms = Deal, EncodedTerms = [], Params = parameters, Block = 1, LogIndex = 0, ServedAt = servedAt },
            replicas);
    }

    public static ReplicaRecord Replica(int worker, ReplicaState state, string? blame = null, DateTimeOffset changedAt = default) => new()
    {
        Task = Bytes32.Zero,
        Worker = Worker(worker),
        State = state,
        Blame = blame,
        Message = "no such content",
        ChangedAt = changedAt,
    };
}
