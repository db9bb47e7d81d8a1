using System.Text.Json.Nodes;
using Ect.Ethereum.TypedData;

namespace Ect.Ethereum.Tests.TypedData;

public sealed class TypedDataTests
{
    // The example of EIP-712 itself.
    private const string Mail = """
        {"types":{"EIP712Domain":[{"name":"name","type":"string"},{"name":"version","type":"string"},{"name":"chainId","type":"uint256"},{"name":"verifyingContract","type":"address"}],
        "Person":[{"name":"name","type":"string"},{"name":"wallet","type":"address"}],
        "Mail":[{"name":"from","type":"Person"},{"name":"to","type":"Person"},{"name":"contents","type":"string"}]},
        "primaryType":"Mail","domain":{"name":"Ether Mail","version":"1","chainId":1,"verifyingContract":"0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC"},
        "message":{"from":{"name":"Cow","wallet":"0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826"},"to":{"name":"Bob","wallet":"0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB"},"contents":"Hello, Bob!"}}
        """;

    [Fact]
    public void The_standards_example_has_the_standards_digest_and_signature()
    {
        var document = TypedDataDocument.Parse(Mail);
        document.EncodedType.Should().Be("Mail(Person from,Person to,string contents)Person(string name,address wallet)");
        document.Domain.Separator().ToString().Should().Be("0xf2cee375fa42b42143804025fc449deafd50cc031ca257e0b194a650a912090f");
        document.Digest.ToString().Should().Be("0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2");
        using var cow = PrivateKey.FromBytes(Keccak256.Hash("cow").ToBytes());
        document.Sign(cow).ToString().Should().Be("0x4355c47d63924e8a72e509b65029052eb6c299d53a04e167c5775fd466751c9d07299936d304c153f6443dfa05f40ff007d72911b6f72307f996231605b915621c");
        TypedDataDocument.Parse(document.ToJson()).Digest.Should().Be(document.Digest);
    }

    [Theory]
    [InlineData("\"contents\":\"Hello, Bob!\"", "\"contents\":\"Hello, Bob!\",\"hidden\":1", "*would not be signed*")]
    [InlineData(",\"contents\":\"Hello, Bob!\"", "", "*Mail.contents is missing*")]
    [InlineData("\"contents\":\"Hello, Bob!\"", "\"contents\":null", "*Mail.contents is missing*")]
    [InlineData("\"contents\":\"Hello, Bob!\"", "\"contents\":7", "*Mail.contents is not*string*")]
    [InlineData("0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB", "0xBbBBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB", "*Mail.to.wallet*")]
    [InlineData("\"primaryType\":\"Mail\"", "\"primaryType\":\"Post\"", "*'Post' is not declared*")]
    [InlineData("\"type\":\"Person\"", "\"type\":\"Human\"", "*'Human'*")]
    [InlineData("{\"name\":\"contents\",\"type\":\"string\"}", "{\"name\":\"contents\",\"type\":\"uint\"}", "*'uint'*")]
    [InlineData("\"version\":\"1\"", "\"version\":\"1\",\"owner\":\"x\"", "*'owner'*")]
    [InlineData("\"chainId\":1,", "", "*differs from the domain*")]
    [InlineData("\"name\":\"contents\"", "\"name\":\"from\"", "*two members*")]
    public void A_document_that_breaks_the_rules_is_refused(string from, string to, string message)
    {
        Mail.Should().Contain(from);
        FluentActions.Invoking(() => TypedDataDocument.Parse(Mail.Replace(from, to, StringComparison.Ordinal))).Should().Throw<TypedDataException>().WithMessage(message);
    }

    [Theory]
    [InlineData("uint8", "256")]
    [InlineData("uint8", "\"-1\"")]
    [InlineData("uint8", "1.5")]
    [InlineData("uint8", "1e2")]
    [InlineData("int8", "128")]
    [InlineData("bytes4", "\"0x01\"")]
    [InlineData("bytes", "\"01\"")]
    [InlineData("bool", "\"true\"")]
    [InlineData("uint8[2]", "[1]")]
    [InlineData("uint8[]", "1")]
    [InlineData("uint8[]", "[null]")]
    public void A_value_of_the_wrong_form_is_refused(string type, string json) =>
        FluentActions.Invoking(() => One(type, json)).Should().Throw<TypedDataException>();

    [Fact]
    public void Numbers_may_be_json_decimal_or_hexadecimal_text()
    {
        var expected = One("uint256", "255").Digest;
        One("uint256", "\"255\"").Digest.Should().Be(expected);
        One("uint256", "\"0xff\"").Digest.Should().Be(expected);
    }

    [Fact]
    public void A_type_that_contains_itself_is_bounded_by_its_message()
    {
        const string types = """{"Node":[{"name":"next","type":"Node[]"}]}""";
        var message = string.Concat(Enumerable.Repeat("{\"next\":[", 20)) + string.Concat(Enumerable.Repeat("]}", 20));
        var json = $"{{\"types\":{types},\"primaryType\":\"Node\",\"domain\":{{\"name\":\"x\"}},\"message\":{message}}}";
        TypedDataDocument.Parse(json).EncodedType.Should().Be("Node(Node[] next)");
        var bomb = string.Concat(Enumerable.Repeat("{\"next\":[", 5000)) + string.Concat(Enumerable.Repeat("]}", 5000));
        FluentActions.Invoking(() => TypedDataDocument.Parse(json.Replace(message, bomb, StringComparison.Ordinal))).Should().Throw<TypedDataException>();
    }

    private static TypedDataDocument One(string type, string json) => new(
        new("x"),
        new Dictionary<string, IReadOnlyList<TypedDataMember>> { ["One"] = [new("value", type)] },
        "One",
        new JsonObject { ["value"] = JsonNode.Parse(json) });
}
