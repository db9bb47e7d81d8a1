using System.Security.Cryptography;
using System.Text.Json;
using Ect.Ethereum;
using Ect.Protocol.Live;
using Ect.Protocol.Signing;
using Ect.Testing;

namespace Ect.Protocol.Tests.Live;

/// <summary>Chunks that JavaScript sealed (<c>eng/live-vectors.mjs</c>).</summary>
public sealed class LiveVectorTests
{
    private static readonly JsonElement Root = JsonDocument.Parse(File.ReadAllBytes(RepositoryRoot.File("tests", "vectors", "live.json"))).RootElement;
    private static readonly EctDomain Domain = new(Root.GetProperty("chainId").GetUInt64(), Address.Parse(Root.Text("hub")));

    public static TheoryData<int> Chunks => [.. Enumerable.Range(0, Root.GetProperty("chunks").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Chunks))]
    public void Chunks_are_sealed_and_opened_as_another_program_does(int index)
    {
        var vector = Root.GetProperty("chunks")[index];
        using var worker = PrivateKey.Parse(vector.Text("worker"));
        using var recipient = PrivateKey.Parse(vector.Text("recipient"));
        using var ephemeral = PrivateKey.Parse(vector.Text("ephemeral"));
        var task = Bytes32.Parse(vector.Text("task"));
        recipient.PublicKey.ToString().Should().Be(vector.Text("logKey"));
        var plain = PlainOf(index, vector.GetProperty("plainLength").GetInt32());
        Fits(vector.GetProperty("plain"), plain);

        using var sealer = new LiveSealer(Domain, worker, recipient.PublicKey, task, ephemeral);
        var chunk = sealer.Seal((LiveChannel)vector.GetProperty("channel").GetInt32(), plain, vector.GetProperty("last").GetBoolean());

        Hex.Encode(chunk.Key.Span).Should().Be(vector.Text("key"));
        Hex.Encode(chunk.Signature.Span).Should().Be(vector.Text("signature"));
        chunk.Sequence.Should().Be(0);
        Fits(vector.GetProperty("sealed"), chunk.Sealed.ToArray());
        using var opener = new LiveOpener(Domain, recipient);
        opener.Open(task, worker.Address, chunk).Should().Equal(plain);
    }

    private static byte[] PlainOf(int i, int length) =>
        [.. Enumerable.Range(0, (length + 31) / 32).SelectMany(block => SHA256.HashData(System.Text.Encoding.ASCII.GetBytes($"{i} {block}"))).Take(length)];

    // Long ones stand in the file as their hash.
    private static void Fits(JsonElement vector, byte[] bytes)
    {
        if (vector.TryGetProperty("hex", out var hex))
        {
            Hex.Encode(bytes).Should().Be(hex.GetString());
        }
        else
        {
            Convert.ToHexStringLower(SHA256.HashData(bytes)).Should().Be(vector.Text("sha256"));
        }
    }
}
