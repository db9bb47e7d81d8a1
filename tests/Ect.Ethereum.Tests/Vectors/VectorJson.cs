using System.Text.Json;

namespace Ect.Ethereum.Tests.Vectors;

internal static class VectorJson
{
    public static string Text(this JsonElement element, string property) => element.GetProperty(property).GetString()!;

    public static byte[] Bytes(this JsonElement element, string property) => Hex.Decode(element.Text(property));
}
