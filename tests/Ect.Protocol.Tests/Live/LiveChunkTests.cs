using Ect.Ethereum;
using Ect.Protocol.Live;
using Ect.Protocol.Signing;
using FsCheck;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Live;

public sealed class LiveChunkTests : IDisposable
{
    private static readonly EctDomain Domain = new(31337, Address.Parse("0x" + new string('1', 40)));
    private static readonly Bytes32 Task = Keccak256.Hash("task");

    private readonly PrivateKey _worker = PrivateKey.Parse(Keccak256.Hash("worker").ToString());
    private readonly PrivateKey _recipient = PrivateKey.Parse(Keccak256.Hash("recipient").ToString());
    private readonly LiveSealer _sealer;
    private readonly LiveOpener _opener;

    public LiveChunkTests()
    {
        _sealer = LiveSealer.Start(Domain, _worker, _recipient.PublicKey, Task);
        _opener = new(Domain, _recipient);
    }

    public void Dispose()
    {
        _opener.Dispose();
        _sealer.Dispose();
        _recipient.Dispose();
        _worker.Dispose();
    }

    [Property]
    public bool What_was_sealed_opens(byte[] plain, bool isLast)
    {
        var chunk = _sealer.Seal(LiveChannel.Output, plain, isLast);
        return _opener.Open(Task, _worker.Address, chunk) is { } opened && opened.SequenceEqual(plain);
    }

    [Property(MaxTest = 300)]
    public bool A_chunk_with_any_bit_flipped_does_not_open(byte[] plain, PositiveInt where)
    {
        var chunk = _sealer.Seal(LiveChannel.Error, plain);
        var sealedBytes = chunk.Sealed.ToArray();
        var bit = where.Get % (sealedBytes.Length * 8);
        sealedBytes[bit / 8] ^= (byte)(1 << (bit % 8));
        return _opener.Open(Task, _worker.Address, chunk with { Sealed = sealedBytes }) is null;
    }

    [Fact]
    public void A_chunk_opens_at_its_own_place_alone()
    {
        var first = _sealer.Seal(LiveChannel.Output, "one"u8);
        var second = _sealer.Seal(LiveChannel.Output, "two"u8);

        second.Sequence.Should().Be(1);
        Open(first).Should().Equal("one"u8.ToArray());
        Open(first with { Sequence = 1 }).Should().BeNull("chunks cannot be reordered");
        Open(second with { Sequence = 0 }).Should().BeNull();
        Open(first with { Channel = LiveChannel.Error }).Should().BeNull("nor moved to another stream");
        Open(first with { IsLast = true }).Should().BeNull("nor may anybody else end a stream");
        _opener.Open(Keccak256.Hash("another task"), _worker.Address, first).Should().BeNull("nor moved to another task");
        _opener.Open(Task, _recipient.Address, first).Should().BeNull("nor ascribed to another worker");
        Open(first with { Sealed = ReadOnlyMemory<byte>.Empty }).Should().BeNull();
        Open(first with { Channel = (LiveChannel)9 }).Should().BeNull();
    }

    [Fact]
    public void Nobody_but_the_recipient_opens_a_chunk()
    {
        using var stranger = PrivateKey.Generate();
        using var opener = new LiveOpener(Domain, stranger);

        opener.Open(Task, _worker.Address, _sealer.Seal(LiveChannel.Output, "secret"u8)).Should().BeNull();
    }

    [Fact]
    public void Nobody_but_the_worker_speaks_for_it()
    {
        using var scheduler = PrivateKey.Generate();
        using var forger = LiveSealer.Start(Domain, scheduler, _recipient.PublicKey, Task);
        var forged = forger.Seal(LiveChannel.Output, "all is well"u8);

        _opener.Open(Task, _worker.Address, forged).Should().BeNull("the key is signed by somebody else");
        Open(forged with { Signature = _sealer.Seal(LiveChannel.Output, "x"u8).Signature }).Should().BeNull("the worker's signature is under another key");
        new LiveOpener(Domain with { ChainId = 1 }, _recipient).Open(Task, _worker.Address, _sealer.Seal(LiveChannel.Output, "x"u8)).Should().BeNull("a signature holds on its own network alone");
    }

    [Fact]
    public void A_wrong_signature_does_not_stand_in_the_way_of_the_right_one()
    {
        var chunk = _sealer.Seal(LiveChannel.Output, "one"u8);

        Open(chunk with { Signature = new byte[65] }).Should().BeNull();
        Open(chunk).Should().NotBeNull();
    }

    [Fact]
    public void A_chunk_has_a_largest_size()
    {
        _sealer.Seal(LiveChannel.Output, new byte[LiveChunk.MaxBytes]).IsWellFormed.Should().BeTrue();
        _sealer.Invoking(sealer => sealer.Seal(LiveChannel.Output, new byte[LiveChunk.MaxBytes + 1])).Should().Throw<ArgumentException>();
    }

    private byte[]? Open(LiveChunk chunk) => _opener.Open(Task, _worker.Address, chunk);
}
