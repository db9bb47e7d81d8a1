using System.Text.Json.Nodes;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Orders;
using FsCheck;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Orders;

public sealed class OrderJsonTests
{
    [Property]
    public bool A_pool_order_survives_its_document(uint volume, ushort category, ushort trust, ushort fee, ushort mode, PositiveInt price, byte tag)
    {
        var order = new PoolOrder(price.Get, price.Get, volume, Bytes32.FromNumber(tag), category, trust, mode, price.Get, fee, 0, 0, Address.Zero, volume, Bytes32.Zero);
        var offer = order.Sign(Sample.Domain, Sample.PoolOwner);
        var document = OrderJson.ParsePool(OrderJson.Write(Sample.Domain, offer));
        return document.Order == order && document.Domain == Sample.Domain && document.SignatureBytes().AsSpan().SequenceEqual(offer.Signature);
    }

    [Theory]
    [InlineData(typeof(AppOrder))]
    [InlineData(typeof(DatasetOrder))]
    [InlineData(typeof(PoolOrder))]
    [InlineData(typeof(RequestOrder))]
    public void A_changed_or_missing_member_is_noticed(Type type)
    {
        var json = Unsigned(type);
        var digests = new HashSet<Bytes32> { DigestOf(type, json) };
        var members = JsonNode.Parse(json)!["order"]!.AsObject().Select(m => m.Key).ToList();
        foreach (var member in members)
        {
            digests.Add(DigestOf(type, Change(json, member, Other))).Should().BeTrue($"'{member}' is part of the digest");

            var act = () => DigestOf(type, Remove(json, member));
            act.Should().Throw<FormatException>().WithMessage($"*{member}*");
        }

        digests.Should().HaveCount(members.Count + 1);
    }

    [Theory]
    [InlineData("\"price\": \"10\"", "\"price\": 10", "lose digits")]
    [InlineData("\"price\": \"10\"", "\"price\": \"-1\"", "without sign")]
    [InlineData("\"price\": \"10\"", "\"price\": \"79228162514264337593543950336\"", "price")]
    [InlineData("\"price\": \"10\"", "\"price\": \"10\", \"discount\": \"1\"", "discount")]
    [InlineData("\"price\": \"10\"", "\"price\": \"10\", \"price\": \"11\"", "price")]
    [InlineData("\"volume\": 5", "\"volume\": 4294967296", "volume")]
    [InlineData("\"expiry\": 2000", "\"expiry\": 1099511627776", "expiry")]
    [InlineData("\"kind\": \"app\"", "\"kind\": \"pool\"", "pool order where a app order")]
    [InlineData("\"kind\": \"app\"", "\"kind\": 0", "kind")]
    [InlineData("\"chainId\": 31337", "\"chainId\": -1", "chainId")]
    public void A_wrong_document_is_refused_with_the_reason(string part, string replacement, string reason)
    {
        var json = OrderJson.Write(Sample.Domain, new Sample().App);
        json.Should().Contain(part);
        var act = () => OrderJson.ParseApp(json.Replace(part, replacement, StringComparison.Ordinal));
        act.Should().Throw<FormatException>().WithMessage($"*{reason}*");
    }

    [Fact]
    public void An_order_of_another_network_is_refused_and_both_are_named()
    {
        var document = OrderJson.ParseApp(OrderJson.Write(Sample.Domain, new Sample().App));
        var act = () => document.RequireDomain(Sample.Domain with { ChainId = 1 });
        act.Should().Throw<FormatException>().WithMessage("*chain 31337*chain 1:*");
        document.Invoking(d => d.SignatureBytes()).Should().Throw<FormatException>().WithMessage("*not signed*");
    }

    private static string Unsigned(Type type)
    {
        var sample = new Sample();
        return type switch
        {
            _ when type == typeof(AppOrder) => OrderJson.Write(Sample.Domain, sample.App),
            _ when type == typeof(DatasetOrder) => OrderJson.Write(Sample.Domain, sample.Dataset),
            _ when type == typeof(PoolOrder) => OrderJson.Write(Sample.Domain, sample.Pool),
            _ => OrderJson.Write(Sample.Domain, sample.Request),
        };
    }

    private static Bytes32 DigestOf(Type type, string json) => type switch
    {
        _ when type == typeof(AppOrder) => OrderJson.ParseApp(json).Order.Digest(Sample.Domain),
        _ when type == typeof(DatasetOrder) => OrderJson.ParseDataset(json).Order.Digest(Sample.Domain),
        _ when type == typeof(PoolOrder) => OrderJson.ParsePool(json).Order.Digest(Sample.Domain),
        _ => OrderJson.ParseRequest(json).Order.Digest(Sample.Domain),
    };

    private static string Change(string json, string member, Func<JsonNode, JsonNode> change)
    {
        var document = JsonNode.Parse(json)!;
        document["order"]![member] = change(document["order"]![member]!);
        return document.ToJsonString();
    }

    private static string Remove(string json, string member)
    {
        var document = JsonNode.Parse(json)!;
        document["order"]!.AsObject().Remove(member);
        return document.ToJsonString();
    }

    // Another value of the same form: the next number, or text with another last digit.
    private static JsonNode Other(JsonNode value)
    {
        if (value.GetValueKind() == System.Text.Json.JsonValueKind.Number)
        {
            return value.GetValue<ulong>() + 1;
        }

        var text = value.GetValue<string>().ToLowerInvariant();
        return text == "{}" ? "{\"args\":[]}" : text[..^1] + (text[^1] == '1' ? '2' : '1');
    }
}
