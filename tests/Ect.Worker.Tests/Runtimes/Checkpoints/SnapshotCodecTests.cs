using System.Security.Cryptography;
using Ect.Ethereum;
using Ect.Worker.Runtimes.Checkpoints;
using FsCheck.Xunit;

namespace Ect.Worker.Tests.Runtimes.Checkpoints;

public sealed class SnapshotCodecTests
{
    private static readonly Bytes32 s_task = Bytes32.FromNumber(7);
    private static readonly Bytes32 s_app = Bytes32.FromNumber(8);

    [Property]
    public void What_is_written_is_read_again(int seed)
    {
        var snapshot = Some(new Random(seed));

        SnapshotCodec.TryDecode(SnapshotCodec.Encode(s_task, s_app, snapshot), s_task, s_app, out var read, out var why).Should().BeTrue(why);
        read.Should().BeEquivalentTo(snapshot, options => options.PreferringRuntimeMemberTypes().WithStrictOrdering());
    }

    [Property]
    public void Damaged_bytes_are_refused(int seed)
    {
        var random = new Random(seed);
        var bytes = SnapshotCodec.Encode(s_task, s_app, Some(random));
        var damaged = Damage(random, bytes);

        SnapshotCodec.TryDecode(damaged, s_task, s_app, out var read, out var why).Should().BeFalse();
        read.Should().BeNull();
        why.Should().NotBeEmpty();
    }

    [Property(MaxTest = 500)]
    public void Bytes_that_somebody_made_up_are_refused_or_read_but_never_an_error(int seed)
    {
        var random = new Random(seed);
        var body = Damage(random, SnapshotCodec.Encode(s_task, s_app, Some(random))[..^SHA256.HashSizeInBytes]);
        byte[] sealed_ = [.. body, .. SHA256.HashData(body)];

        ((Action)(() => SnapshotCodec.TryDecode(sealed_, s_task, s_app, out _, out _))).Should().NotThrow();
    }

    [Fact]
    public void Checkpoint_of_another_task_app_or_version_is_refused()
    {
        var bytes = SnapshotCodec.Encode(s_task, s_app, Some(new Random(1)));

        SnapshotCodec.TryDecode(bytes, s_app, s_app, out _, out var task).Should().BeFalse();
        SnapshotCodec.TryDecode(bytes, s_task, s_task, out _, out var app).Should().BeFalse();
        bytes[7]++;
        SnapshotCodec.TryDecode(bytes, s_task, s_app, out _, out var version).Should().BeFalse();
        (task, app, version).Should().Be(("it is of another task, application or runtime", "it is of another task, application or runtime", "it is of another version, or no checkpoint"));
        SnapshotCodec.TryDecode([], s_task, s_app, out _, out _).Should().BeFalse();
    }

    private static byte[] Damage(Random random, byte[] bytes)
    {
        byte[] damaged = [.. bytes];
        switch (random.Next(3))
        {
            case 0:
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
                return damaged;
            case 1:
                return damaged[..random.Next(damaged.Length)];
            default:
                return [.. damaged, .. Bytes(random, 1 + random.Next(40))];
        }
    }

    private static Snapshot Some(Random random) => new()
    {
        FuelLeft = (ulong)random.NextInt64(),
        Clock = (ulong)random.NextInt64(),
        Random = (ulong)random.NextInt64(),
        LastInode = (ulong)random.NextInt64(),
        Output = Bytes(random, random.Next(50)),
        Error = Bytes(random, random.Next(50)),
        State = new("state", (ulong)random.NextInt64(), Bytes(random, random.Next(50))),
        Tree = Nodes(random, 0),
    };

    private static List<SnapshotNode> Nodes(Random random, int depth) =>
        [.. Enumerable.Range(0, random.Next(4)).Select(i => depth < 4 && random.Next(2) == 0
            ? (SnapshotNode)new SnapshotNode.Folder($"ö{i}", (ulong)random.NextInt64(), Nodes(random, depth + 1))
            : new SnapshotNode.File($"f{i}", (ulong)random.NextInt64(), Bytes(random, random.Next(50))))];

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
