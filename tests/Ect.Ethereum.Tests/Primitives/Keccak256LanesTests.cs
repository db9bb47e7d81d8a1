using FsCheck.Xunit;

namespace Ect.Ethereum.Tests.Primitives;

public sealed class Keccak256LanesTests
{
    [Property]
    public void Each_lane_is_the_hash_of_its_message(byte length, int seed)
    {
        var size = length % (Keccak256Lanes.MaxLength + 1);
        var messages = new byte[size * Keccak256Lanes.Count];
        new Random(seed).NextBytes(messages);
        var hashes = new Bytes32[Keccak256Lanes.Count];
        Keccak256Lanes.Hash(messages, hashes);
        hashes.Should().Equal(Enumerable.Range(0, Keccak256Lanes.Count).Select(lane => Keccak256.Hash(messages.AsSpan(lane * size, size))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(135)]
    public void The_shortest_and_the_longest_message_are_padded_rightly(int size)
    {
        var hashes = new Bytes32[Keccak256Lanes.Count];
        Keccak256Lanes.Hash(Enumerable.Repeat((byte)7, size * Keccak256Lanes.Count).ToArray(), hashes);
        hashes.Should().OnlyContain(hash => hash == Keccak256.Hash(Enumerable.Repeat((byte)7, size).ToArray()));
    }

    [Theory]
    [InlineData(9, 8)]
    [InlineData(136 * 8, 8)]
    [InlineData(8, 7)]
    public void What_are_not_eight_short_messages_is_refused(int bytes, int room) =>
        new Action(() => Keccak256Lanes.Hash(new byte[bytes], new Bytes32[room])).Should().Throw<ArgumentException>().WithMessage("*8 messages of at most 135 bytes*");
}
