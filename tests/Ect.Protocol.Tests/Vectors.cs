using System.Text.Json;
using Ect.Testing;

namespace Ect.Protocol.Tests;

/// <summary>The hashes and signatures that Solidity, C# and JavaScript must all arrive at, computed by ethers.</summary>
internal static class Vectors
{
    public static JsonElement Root { get; } = JsonDocument.Parse(File.ReadAllBytes(RepositoryRoot.File("tests", "vectors", "order-hashes.json"))).RootElement;

    public static IEnumerable<JsonElement> TypedData(string type) =>
        Root.GetProperty("typedData").EnumerateArray().Where(v => v.GetProperty("type").GetString() == type);

    public static string Text(this JsonElement json, string property) => json.GetProperty(property).GetString()!;
}
