using System.Numerics;
using System.Text.Json;
using Ect.Ethereum.Rpc;
using Ect.Ethereum.Transactions;

namespace Ect.Ethereum.Tests.Vectors;

public sealed class TransactionVectorTests
{
    /// <summary>A vector leaves a kind empty that cannot express it, such as EIP-155 without a chain.</summary>
    [Theory]
    [InlineData("Legacy", 1600)]
    [InlineData("Eip155", 832)]
    [InlineData("Berlin", 1600)]
    [InlineData("London", 1600)]
    [InlineData("Cancun", 64)]
    public void Every_published_transaction_is_encoded_signed_and_decoded(string kind, int expected)
    {
        var count = 0;
        EthereumVectors.CheckEach("transactions", 1600, vector =>
        {
            if (vector.Text("unsigned" + kind).Length > 0)
            {
                Check(vector, kind);
                count++;
            }
        });
        count.Should().Be(expected);
    }

    private static void Check(JsonElement vector, string kind)
    {
        using var key = PrivateKey.Parse(vector.Text("privateKey"));
        var transaction = Build(vector.GetProperty("transaction"), kind);

        Hex.Encode(transaction.Encode()).Should().Be(vector.Text("unsigned" + kind));
        Hex.Encode(UnsignedTransaction.Decode(transaction.Encode()).Encode()).Should().Be(vector.Text("unsigned" + kind));

        var signed = transaction.Sign(key);
        Hex.Encode(signed.Encode()).Should().Be(vector.Text("signed" + kind));
        signed.Signature.R.ToNumber().Should().Be(Bytes32.Parse(vector.GetProperty("signature" + kind).Text("r")).ToNumber());

        var decoded = SignedTransaction.Decode(vector.Bytes("signed" + kind));
        Hex.Encode(decoded.Encode()).Should().Be(vector.Text("signed" + kind));
        decoded.Hash.Should().Be(signed.Hash);
        decoded.Sender().Should().Be(key.Address);
        decoded.Transaction.ChainId.Should().Be(transaction.ChainId);
    }

    private static UnsignedTransaction Build(JsonElement json, string kind)
    {
        var chain = Ulong(json, "chainId");
        var nonce = Ulong(json, "nonce");
        var gas = Ulong(json, "gasLimit");
        var to = Optional(json, "to") is { } receiver ? Address.Parse(receiver) : (Address?)null;
        var value = Number(json, "value");
        var data = Hex.Decode(Optional(json, "data") ?? "0x");
        var price = Number(json, "gasPrice");
        AccessListEntry[] accessList = json.TryGetProperty("accessList", out var list) ? [.. list.EnumerateArray().Select(Entry)] : [];
        return kind switch
        {
            "Legacy" => new LegacyTransaction { Nonce = nonce, GasLimit = gas, To = to, Value = value, Data = data, GasPrice = price },
            "Eip155" => new LegacyTransaction { ChainId = chain, Nonce = nonce, GasLimit = gas, To = to, Value = value, Data = data, GasPrice = price },
            "Berlin" => new AccessListTransaction { ChainId = chain, Nonce = nonce, GasLimit = gas, To = to, Value = value, Data = data, GasPrice = price, AccessList = accessList },
            "Cancun" => new BlobTransaction
            {
                ChainId = chain,
                Nonce = nonce,
                GasLimit = gas,
                To = to,
                Value = value,
                Data = data,
                MaxFeePerGas = Number(json, "maxFeePerGas"),
                MaxPriorityFeePerGas = Number(json, "maxPriorityFeePerGas"),
                MaxFeePerBlobGas = Number(json, "maxFeePerBlobGas"),
                BlobVersionedHashes = json.TryGetProperty("blobVersionedHashes", out var hashes) ? [.. hashes.EnumerateArray().Select(hash => Bytes32.Parse(hash.GetString()!))] : [],
                AccessList = accessList,
            },
            _ => new DynamicFeeTransaction
            {
                ChainId = chain,
                Nonce = nonce,
                GasLimit = gas,
                To = to,
                Value = value,
                Data = data,
                MaxFeePerGas = Number(json, "maxFeePerGas"),
                MaxPriorityFeePerGas = Number(json, "maxPriorityFeePerGas"),
                AccessList = accessList,
            },
        };
    }

    private static AccessListEntry Entry(JsonElement entry) =>
        new(Address.Parse(entry.Text("address")), [.. entry.GetProperty("storageKeys").EnumerateArray().Select(key => Bytes32.Parse(key.GetString()!))]);

    private static string? Optional(JsonElement json, string property) => json.TryGetProperty(property, out var value) ? value.GetString() : null;

    private static BigInteger Number(JsonElement json, string property) => !json.TryGetProperty(property, out var value) ? 0
        : value.ValueKind == JsonValueKind.Number ? value.GetUInt64()
        : Quantity.Decode(value.GetString()!);

    private static ulong Ulong(JsonElement json, string property) => (ulong)Number(json, property);
}
