using System.Numerics;
using Ect.Ethereum;
using Ect.Ethereum.Abi;
using Ect.Ethereum.Rpc;

namespace Ect.Contracts;

/// <summary>What an owner said of a pool at once. Names and texts are bytes: an owner may write what is no UTF-8, and is read all the same.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Owner">Who said it, and owned the pool then.</param>
/// <param name="Attributes">The attributes; one of the kind Undefined it says no more.</param>
public sealed record PoolStatement(BigInteger Pool, Address Owner, IReadOnlyList<PoolStatement.Part> Attributes)
{
    private static readonly AbiType[] Said = [AbiType.Parse("(bytes,uint8,int64,bytes)[]")];

    /// <summary>An attribute.</summary>
    /// <param name="Name">Its name, 1 to 31 bytes; capital letters make no difference.</param>
    /// <param name="Kind">Its kind.</param>
    /// <param name="Number">Of an integer; of a boolean, true if not zero.</param>
    /// <param name="Text">Of a text, up to 31 bytes.</param>
    public sealed record Part(byte[] Name, AttributeKind Kind, long Number, byte[] Text);

    /// <summary>The statement of an event PoolDescribed; null if the log is of another event.</summary>
    internal static PoolStatement? Of(Log log) => log.Topics is [var topic, var pool, var owner] && topic == Matchmaker.PoolDescribedEvent.Topic
        ? new(pool.ToNumber(), Address.FromBytes(owner.ToBytes().AsSpan()[^Address.Size..]), Codec.List(AbiCodec.Decode(Said, log.Data)[0], PartOf))
        : null;

    private static Part PartOf(object? value)
    {
        var members = Codec.Members(value, 4);
        return new((byte[])members[0]!, Codec.Enum<AttributeKind>(members[1]), (long)(BigInteger)members[2]!, (byte[])members[3]!);
    }
}
