using System.Numerics;

namespace Ect.Ethereum.Transactions;

/// <summary>Reads the RLP fields of transactions.</summary>
internal static class Fields
{
    public static BigInteger Number(RlpItem item) => item is RlpString text ? text.ToNumber() : throw new FormatException("A transaction holds a list where a number belongs.");

    public static ulong Ulong(RlpItem item) => Number(item) is var number && number <= ulong.MaxValue
        ? (ulong)number
        : throw new FormatException("A transaction's field has more than 64 bits.");

    public static Address Address(RlpItem item) => item.AsBytes() is { Length: Ethereum.Address.Size } bytes
        ? Ethereum.Address.FromBytes(bytes)
        : throw new FormatException("A transaction's address has not 20 bytes.");

    public static Address? OptionalAddress(RlpItem item) => item.AsBytes().Length == 0 ? null : Address(item);

    public static Bytes32 Bytes32(RlpItem item) => item.AsBytes() is { Length: Ethereum.Bytes32.Size } bytes
        ? Ethereum.Bytes32.FromBytes(bytes)
        : throw new FormatException("A transaction's hash has not 32 bytes.");

    public static RlpString Of(BigInteger number) => RlpString.OfNumber(number);

    public static RlpString Of(Address? address) => new(address?.ToBytes() ?? []);

    public static RlpList Of(IReadOnlyList<AccessListEntry> accessList) => new([.. accessList.Select(entry => entry.ToRlp())]);

    public static AccessListEntry[] AccessList(RlpItem item) => [.. item.AsList().Select(AccessListEntry.FromRlp)];
}
