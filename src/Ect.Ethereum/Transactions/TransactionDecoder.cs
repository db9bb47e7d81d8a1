using System.Numerics;

namespace Ect.Ethereum.Transactions;

internal static class TransactionDecoder
{
    private const int LegacyFields = 6;
    private const int AccessListFields = 8;
    private const int DynamicFeeFields = 9;
    private const int BlobFields = 11;

    public static UnsignedTransaction DecodeUnsigned(ReadOnlySpan<byte> bytes)
    {
        var (type, fields) = Split(bytes);
        if (type is not null)
        {
            return ReadTyped(type.Value, fields, signed: false);
        }

        return fields.Count switch
        {
            LegacyFields => ReadLegacy(fields, null),
            LegacyFields + 3 when Fields.Number(fields[7]).IsZero && Fields.Number(fields[8]).IsZero => ReadLegacy(fields, Fields.Ulong(fields[6])),
            _ => throw Wrong("unsigned legacy transaction", fields),
        };
    }

    public static SignedTransaction DecodeSigned(ReadOnlySpan<byte> bytes)
    {
        var (type, fields) = Split(bytes);
        if (type is not null)
        {
            return new(ReadTyped(type.Value, fields, signed: true), ReadSignature(fields, Fields.Number(fields[^3]), 0));
        }

        if (fields.Count != LegacyFields + 3)
        {
            throw Wrong("signed legacy transaction", fields);
        }

        var v = Fields.Number(fields[6]);
        if (v < 35)
        {
            return new(ReadLegacy(fields, null), ReadSignature(fields, v, 27));
        }

        var chain = (v - 35) / 2;
        return chain <= ulong.MaxValue
            ? new(ReadLegacy(fields, (ulong)chain), ReadSignature(fields, (v - 35) % 2, 0))
            : throw new FormatException("A transaction's chain id has more than 64 bits.");
    }

    private static (byte? Type, IReadOnlyList<RlpItem> Fields) Split(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [] => throw new FormatException("A transaction has no bytes."),
        [>= 0xc0, ..] => (null, Rlp.Decode(bytes).AsList()),
        _ => (bytes[0], Rlp.Decode(bytes[1..]).AsList()),
    };

    private static UnsignedTransaction ReadTyped(byte type, IReadOnlyList<RlpItem> fields, bool signed)
    {
        var signature = signed ? 3 : 0;
        return type switch
        {
            AccessListTransaction.Type when fields.Count == AccessListFields + signature => new AccessListTransaction
            {
                ChainId = Fields.Ulong(fields[0]),
                Nonce = Fields.Ulong(fields[1]),
                GasPrice = Fields.Number(fields[2]),
                GasLimit = Fields.Ulong(fields[3]),
                To = Fields.OptionalAddress(fields[4]),
                Value = Fields.Number(fields[5]),
                Data = fields[6].AsBytes(),
                AccessList = Fields.AccessList(fields[7]),
            },
            DynamicFeeTransaction.Type when fields.Count == DynamicFeeFields + signature => new DynamicFeeTransaction
            {
                ChainId = Fields.Ulong(fields[0]),
                Nonce = Fields.Ulong(fields[1]),
                MaxPriorityFeePerGas = Fields.Number(fields[2]),
                MaxFeePerGas = Fields.Number(fields[3]),
                GasLimit = Fields.Ulong(fields[4]),
                To = Fields.OptionalAddress(fields[5]),
                Value = Fields.Number(fields[6]),
                Data = fields[7].AsBytes(),
                AccessList = Fields.AccessList(fields[8]),
            },
            BlobTransaction.Type when fields.Count == BlobFields + signature => new BlobTransaction
            {
                ChainId = Fields.Ulong(fields[0]),
                Nonce = Fields.Ulong(fields[1]),
                MaxPriorityFeePerGas = Fields.Number(fields[2]),
                MaxFeePerGas = Fields.Number(fields[3]),
                GasLimit = Fields.Ulong(fields[4]),
                To = Fields.Address(fields[5]),
                Value = Fields.Number(fields[6]),
                Data = fields[7].AsBytes(),
                AccessList = Fields.AccessList(fields[8]),
                MaxFeePerBlobGas = Fields.Number(fields[9]),
                BlobVersionedHashes = [.. fields[10].AsList().Select(Fields.Bytes32)],
            },
            AccessListTransaction.Type or DynamicFeeTransaction.Type or BlobTransaction.Type => throw Wrong($"transaction of type {type}", fields),
            _ => throw new FormatException($"Transactions of type {type} are not supported: known are legacy, 1 (EIP-2930), 2 (EIP-1559) and 3 (EIP-4844)."),
        };
    }

    private static LegacyTransaction ReadLegacy(IReadOnlyList<RlpItem> fields, ulong? chainId) => new()
    {
        ChainId = chainId,
        Nonce = Fields.Ulong(fields[0]),
        GasPrice = Fields.Number(fields[1]),
        GasLimit = Fields.Ulong(fields[2]),
        To = Fields.OptionalAddress(fields[3]),
        Value = Fields.Number(fields[4]),
        Data = fields[5].AsBytes(),
    };

    private static Signature ReadSignature(IReadOnlyList<RlpItem> fields, BigInteger v, int base27)
    {
        var parity = v - base27;
        if (parity != 0 && parity != 1)
        {
            throw new FormatException($"A transaction's v is {v}: the signature's parity must be 0 or 1.");
        }

        var signature = new Signature(Bytes32.FromNumber(Fields.Number(fields[^2])), Bytes32.FromNumber(Fields.Number(fields[^1])), (byte)(27 + (int)parity));
        return signature.IsCanonical ? signature : throw new FormatException("A transaction's signature is out of range, or has the high s that EIP-2 forbids.");
    }

    private static FormatException Wrong(string what, IReadOnlyList<RlpItem> fields) => new($"The bytes are no {what}: they hold {fields.Count} fields.");
}
