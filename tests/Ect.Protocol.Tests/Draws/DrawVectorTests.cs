using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Ect.Ethereum;
using Ect.Protocol.Draws;
using Ect.Protocol.Trust;
using Ect.Testing;

namespace Ect.Protocol.Tests.Draws;

/// <summary>Draws and reputations of <c>tests/vectors/draws.json</c>, which the contracts' tests read too.</summary>
public sealed class DrawVectorTests
{
    private static readonly JsonElement Root = JsonDocument.Parse(File.ReadAllBytes(RepositoryRoot.File("tests", "vectors", "draws.json"))).RootElement;

    [Fact]
    public void Every_draw_falls_alike()
    {
        Root.GetProperty("draws").GetArrayLength().Should().Be(42);
        foreach (var vector in Root.GetProperty("draws").EnumerateArray())
        {
            uint Number(string name) => vector.GetProperty(name).GetUInt32();
            var seed = DrawRule.SeedOf(Bytes32.Parse(vector.Text("blockHash")), Bytes32.Parse(vector.Text("deal")));
            seed.Should().Be(Bytes32.Parse(vector.Text("seed")));
            var late = Number("widenings") == 0 ? 0UL : 4 + Number("widenings");
            DrawRule.WidthOf((int)Number("trust"), 1_000, 60, 1_000 + (late * 60)).Should().Be(Number("width"));

            var rule = DrawRule.Of(Number("seats"), Number("width"));
            rule.IsEverybody.Should().Be(Number("digits") == 0, vector.ToString());
            if (!rule.IsEverybody)
            {
                (rule.Digits, rule.Threshold).Should().Be(((int)Number("digits"), Number("threshold")), vector.ToString());
            }

            new Draw(seed, rule).Of(Address.Parse(vector.Text("worker")), Number("word"))
                .Should().Be(Lanes.FromBytes32(Bytes32.Parse(vector.Text("lanes"))), vector.ToString());
        }
    }

    [Fact]
    public void Every_reputation_weighs_alike()
    {
        Root.GetProperty("reputations").GetArrayLength().Should().Be(168);
        foreach (var vector in Root.GetProperty("reputations").EnumerateArray())
        {
            var day = ushort.Parse(vector.Text("on"), CultureInfo.InvariantCulture);
            Reputation.Unpack(ulong.Parse(vector.Text("packed"), CultureInfo.InvariantCulture))
                .BitsFor(BigInteger.Parse(vector.Text("value"), CultureInfo.InvariantCulture), day)
                .Should().Be(vector.GetProperty("bits").GetInt32(), vector.ToString());
        }
    }
}
