using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Orders;
using Ect.Protocol.Signing;

namespace Ect.Protocol.Tests.Orders;

/// <summary>Orders are read through the JSON documents, so that these vectors hold reading, hashing and signing at once.</summary>
public sealed class OrderVectorTests
{
    private static readonly EctDomain Domain = new(
        ulong.Parse(Vectors.Root.GetProperty("domain").Text("chainId"), CultureInfo.InvariantCulture),
        Address.Parse(Vectors.Root.GetProperty("domain").Text("verifyingContract")));

    [Fact]
    public void The_domain_separator_is_that_of_ethers() =>
        Domain.Separator.ToString().Should().Be(Vectors.Root.Text("domainSeparator"));

    [Theory]
    [InlineData("AppOrder")]
    [InlineData("DatasetOrder")]
    [InlineData("PoolOrder")]
    [InlineData("RequestOrder")]
    public void Digests_and_signatures_of_orders_are_those_of_ethers(string type)
    {
        var vectors = Vectors.TypedData(type).ToList();
        vectors.Should().HaveCountGreaterThan(2);
        foreach (var vector in vectors)
        {
            using var key = PrivateKey.Parse(vector.Text("privateKey"));
            var (digest, signature) = Sign(type, Document(type, vector.GetProperty("message")), key);
            digest.ToString().Should().Be(vector.Text("digest"), $"of {type} '{vector.Text("name")}'");
            signature.Should().Be(vector.Text("signature"));
        }
    }

    [Fact]
    public void Authorizations_are_those_of_ethers()
    {
        foreach (var vector in Vectors.TypedData("Authorization"))
        {
            using var key = PrivateKey.Parse(vector.Text("privateKey"));
            var (task, worker) = (Bytes32.Parse(vector.GetProperty("message").Text("task")), Address.Parse(vector.GetProperty("message").Text("worker")));
            var signature = Authorization.Sign(Domain, task, worker, key);

            Hex.Encode(signature).Should().Be(vector.Text("signature"));
            Authorization.IsSigned(Domain, task, worker, signature, key.Address).Should().BeTrue();
            Authorization.IsSigned(Domain with { ChainId = 1 }, task, worker, signature, key.Address).Should().BeFalse();
        }
    }

    [Fact]
    public void Type_hashes_are_those_of_ethers()
    {
        SignedStruct[] types = [OrderTypes.App, OrderTypes.Dataset, OrderTypes.Pool, OrderTypes.Request];
        types.Should().AllSatisfy(type => Keccak256.Hash(type.EncodeType).ToString().Should().Be(Vectors.Root.GetProperty("typeHashes").Text(type.Name)));
    }

    [Fact]
    public void Commitments_and_result_hashes_are_those_of_ethers()
    {
        foreach (var v in Vectors.Root.GetProperty("commitments").EnumerateArray())
        {
            Commitment.Of(Bytes32.Parse(v.Text("task")), Address.Parse(v.Text("worker")), Bytes32.Parse(v.Text("resultHash")), Bytes32.Parse(v.Text("salt")))
                .ToString().Should().Be(v.Text("commitment"));
        }

        foreach (var v in Vectors.Root.GetProperty("resultHashes").EnumerateArray())
        {
            var digest = Bytes32.Parse(v.Text("digest"));
            ResultHash.Of(digest, null).ToString().Should().Be(v.Text("withoutCallback"));
            ResultHash.Of(digest, Hex.Decode(v.Text("callbackData"))).ToString().Should().Be(v.Text("withCallback"));
            ResultHash.OfFailure(digest).ToString().Should().Be(v.Text("appFailed"));
        }
    }

    [Fact]
    public void Deal_and_task_ids_are_those_of_ethers()
    {
        foreach (var v in Vectors.Root.GetProperty("deals").EnumerateArray())
        {
            var deal = ReadDeal(v.GetProperty("deal"));
            DealId.Of(deal).ToString().Should().Be(v.Text("dealId"));
            foreach (var task in v.GetProperty("tasks").EnumerateArray())
            {
                TaskId.Of(DealId.Of(deal), task.GetProperty("index").GetUInt32()).ToString().Should().Be(task.Text("taskId"));
            }
        }
    }

    private static (Bytes32 Digest, string Signature) Sign(string type, string json, PrivateKey key) => type switch
    {
        "AppOrder" => OrderJson.ParseApp(json) is var d ? (d.Order.Digest(d.Domain), Hex.Encode(d.Order.Sign(d.Domain, key).Signature)) : default,
        "DatasetOrder" => OrderJson.ParseDataset(json) is var d ? (d.Order.Digest(d.Domain), Hex.Encode(d.Order.Sign(d.Domain, key).Signature)) : default,
        "PoolOrder" => OrderJson.ParsePool(json) is var d ? (d.Order.Digest(d.Domain), Hex.Encode(d.Order.Sign(d.Domain, key).Signature)) : default,
        _ => OrderJson.ParseRequest(json) is var d ? (d.Order.Digest(d.Domain), key.Sign(d.Order.Digest(d.Domain)).ToString()) : default,
    };

    // The vectors write every number as text; a document writes those that fit a double as numbers.
    private static string Document(string type, JsonElement message)
    {
        var order = JsonNode.Parse(message.GetRawText())!.AsObject();
        foreach (var name in new[] { "volume", "expiry", "category", "trust", "mode", "schedulerFee" }.Where(order.ContainsKey))
        {
            order[name] = ulong.Parse(order[name]!.GetValue<string>(), CultureInfo.InvariantCulture);
        }

        return new JsonObject
        {
            ["kind"] = type[..^"Order".Length].ToLowerInvariant(),
            ["chainId"] = Domain.ChainId,
            ["hub"] = Domain.Hub.ToString(),
            ["order"] = order,
        }.ToJsonString();
    }

    private static Deal ReadDeal(JsonElement v)
    {
        return new(
            Word("requestHash"), (uint)Number("first"), (uint)Number("size"), Number("app"), Number("dataset"), Number("pool"),
            Party("requester"), Party("payer"), Party("beneficiary"), Party("callback"), Party("appOwner"), Party("datasetOwner"), Party("poolOwner"), Party("scheduler"),
            Number("appPrice"), Number("datasetPrice"), Number("poolPrice"), Number("schedulerStake"), Number("workerStake"), Number("value"),
            (ushort)Number("schedulerFee"), (ushort)Number("category"), (ushort)Number("trust"), (ushort)Number("mode"), (uint)Number("duration"), (ulong)Number("start"),
            Word("tag"), Word("paramsHash"));

        BigInteger Number(string name) => BigInteger.Parse(v.Text(name), CultureInfo.InvariantCulture);

        Bytes32 Word(string name) => Bytes32.Parse(v.Text(name));

        Address Party(string name) => Address.Parse(v.Text(name));
    }
}
