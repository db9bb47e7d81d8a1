using System.Globalization;
using System.Text.Json;
using Ect.Cli.Frame;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Orders;
using Ect.Sdk.Assets;
using Spectre.Console;

namespace Ect.Cli.Orders;

/// <summary>An order as commands show it. The document holds amounts in the smallest unit, as they are signed.</summary>
internal sealed record OrderLine(string Hash, OrderKind Kind, string Asset, string? Name, Amount Price, uint Volume, string? Remaining, ushort? Category, ushort? Trust, Amount? Value, string? TrustStatement, DateTimeOffset Expiry, Address? Signer, JsonElement Document)
{
    public static OrderLine Of(OrderSummary order, string document, string? name, Address? signer = null, System.Numerics.BigInteger? remaining = null)
    {
        using var json = JsonDocument.Parse(document);
        return new(
            order.Hash.ToString(),
            order.Kind,
            AssetId.Format(order.Asset),
            name,
            order.Price,
            order.Volume,
            remaining?.ToString(CultureInfo.InvariantCulture),
            order.Category,
            order.Trust,
            order.Value is { IsZero: false } value ? value : null,
            StatementOf(order.Kind, document),
            DateTimeOffset.FromUnixTimeSeconds((long)Math.Min(order.Expiry, 253_402_300_799)),
            signer,
            json.RootElement.Clone());
    }

    private static string? StatementOf(OrderKind kind, string document) => kind switch
    {
        OrderKind.Pool => Protocol.Deals.TrustStatement.Of(OrderJson.ParsePool(document).Order),
        OrderKind.Request => Protocol.Deals.TrustStatement.Of(OrderJson.ParseRequest(document).Order),
        _ => null,
    };

    public void Render(IAnsiConsole console)
    {
        Line("order", Hash);
        Line("kind", Kind.ToString().ToLowerInvariant());
        Line(Kind == OrderKind.Request ? "app" : "asset", Name is null ? Asset : $"{Name}  {Asset}");
        Line("price", $"{Price} per task{(Kind == OrderKind.Request ? ", at most, in all" : "")}");
        Line("volume", Remaining is null ? $"{Volume} tasks" : $"{Remaining} of {Volume} tasks left");
        Line("category", Category);
        Line("trust", TrustStatement);
        Line("expires", Expiry.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture));
        Line("signer", Signer);

        void Line(string label, object? value)
        {
            if (value is not null)
            {
                console.WriteLine($"{label,-10}{value}");
            }
        }
    }
}
