using System.Text.Json;

namespace Ect.Sdk.Orders;

/// <summary>The order board's answers, as far as the SDK reads them.</summary>
internal static class MarketMessages
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);

    internal sealed record Order(string Hash, string Signer, long Remaining, JsonElement Document);

    internal sealed record Page(IReadOnlyList<Order> Orders, string? Next);

    internal sealed record Accepted(string Hash, bool IsNew);

    internal sealed record Problem(string? Title, string? Detail);
}
