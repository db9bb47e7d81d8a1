using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Epochs;
using FsCheck;
using FsCheck.Fluent;

namespace Ect.Protocol.Tests.Epochs;

/// <summary>Agreed tasks of some deals by some workers, as they come.</summary>
public sealed record SampleTasks(IReadOnlyList<AgreedTask> Tasks);

/// <summary>Generators and samples of settlements.</summary>
public static class SampleSettlement
{
    public static Deal Deal { get; } = new(
        Bytes32.Zero, 0, 2000, 1, 0, 1, Address.Zero, Address.Zero, Address.Zero, Address.Zero, Address.Zero, Address.Zero, Address.Zero, Address.Zero,
        0, 0, 0, 0, 100, 0, 0, 0, 3, 0, 60, 1_000_000, Bytes32.Zero, Bytes32.Zero);

    public static Address Worker(int number) => Address.Parse($"0x{number + 1:x40}");

    public static Bytes32 Hash(int number) => Keccak256.Hash($"{number}");

    public static Arbitrary<SampleTasks> Tasks()
    {
        var task =
            from deal in Gen.Choose(0, 3)
            from offset in Gen.Choose(0, 600)
            from kind in Gen.Choose(0, 2)
            from against in Gen.Elements(0u, 4u, 16u, uint.MaxValue)
            from crew in Gen.SubListOf<int>(Enumerable.Range(0, 12)).Where(crew => crew.Count > 0)
            let data = kind == 0 ? Bytes32.Zero : kind == 1 ? PageResult.AppFailed : Hash(offset + 1)
            select new AgreedTask(Hash(deal), (uint)offset, Hash(offset), data, against, [.. crew.Select(Worker)]);
        return Gen.NonEmptyListOf(task).Select(tasks => new SampleTasks([.. tasks.DistinctBy(t => (t.Deal, t.Offset))])).ToArbitrary();
    }
}
