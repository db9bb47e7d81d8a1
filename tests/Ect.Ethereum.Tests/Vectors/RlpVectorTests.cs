using System.Text.Json;

namespace Ect.Ethereum.Tests.Vectors;

public sealed class RlpVectorTests
{
    [Fact]
    public void Every_published_item_encodes_and_decodes() => EthereumVectors.CheckEach("rlp", 61, vector =>
    {
        var item = Item(vector.GetProperty("decoded"));
        Hex.Encode(Ethereum.Rlp.Encode(item)).Should().Be(vector.Text("encoded"));
        Ethereum.Rlp.Decode(vector.Bytes("encoded")).Should().Be(item);
    });

    private static RlpItem Item(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? new RlpList([.. element.EnumerateArray().Select(Item)])
        : new RlpString(Hex.Decode(element.GetString()!));
}
