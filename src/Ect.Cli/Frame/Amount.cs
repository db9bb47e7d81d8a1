using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ect.Cli.Frame;

/// <summary>An amount of tokens: "1.5 ECT" for people, "1.5" in JSON.</summary>
/// <param name="Units">In the smallest unit: 10^-18 ECT.</param>
[JsonConverter(typeof(AmountJsonConverter))]
internal readonly record struct Amount(BigInteger Units)
{
    public static implicit operator Amount(BigInteger units) => new(units);

    public override string ToString() => $"{Ethereum.Units.FormatEther(Units)} ECT";

    private sealed class AmountJsonConverter : JsonConverter<Amount>
    {
        public override Amount Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(Ethereum.Units.ParseEther(reader.GetString() ?? ""));

        public override void Write(Utf8JsonWriter writer, Amount value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Ethereum.Units.FormatEther(value.Units));
    }
}
