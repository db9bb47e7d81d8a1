using System.Text.Json.Nodes;
using Ect.Ethereum.TypedData;

namespace Ect.Ethereum.Tests.Vectors;

public sealed class TypedDataVectorTests
{
    [Fact]
    public void Every_published_document_has_the_published_digest_and_signature() => EthereumVectors.CheckEach("typed-data", 65, vector =>
    {
        var json = new JsonObject
        {
            ["types"] = JsonNode.Parse(vector.GetProperty("types").GetRawText()),
            ["primaryType"] = vector.Text("primaryType"),
            ["domain"] = JsonNode.Parse(vector.GetProperty("domain").GetRawText()),
            ["message"] = JsonNode.Parse(vector.GetProperty("data").GetRawText()),
        };

        var document = TypedDataDocument.Parse(json.ToJsonString());
        Hex.Encode(document.EncodeMessage()).Should().Be(vector.Text("encoded"));
        document.Digest.ToString().Should().Be(vector.Text("digest"));
        TypedDataDocument.Parse(document.ToJson()).Digest.Should().Be(document.Digest);
        if (vector.TryGetProperty("signature", out var signature))
        {
            using var key = PrivateKey.Parse(vector.Text("privateKey"));
            document.Sign(key).ToString().Should().Be(signature.GetString());
        }
    });
}
