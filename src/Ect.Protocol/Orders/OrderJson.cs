using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Signing;

namespace Ect.Protocol.Orders;

/// <summary>
/// Orders as JSON. Reading is strict: unknown, missing or repeated members, numbers out of range and orders of another
/// kind are refused, because a member that is silently ignored is a term that the signer believes in and nobody keeps.
/// </summary>
public static class OrderJson
{
    private const int MaxLength = 65_536;

    /// <summary>Writes a signed order.</summary>
    public static string Write(EctDomain domain, SignedAppOrder order) => Write(domain, OrderKind.App, order.Order, Hex.Encode(order.Signature));

    /// <summary>Writes a signed order.</summary>
    public static string Write(EctDomain domain, SignedDatasetOrder order) => Write(domain, OrderKind.Dataset, order.Order, Hex.Encode(order.Signature));

    /// <summary>Writes a signed order.</summary>
    public static string Write(EctDomain domain, SignedPoolOrder order) => Write(domain, OrderKind.Pool, order.Order, Hex.Encode(order.Signature));

    /// <summary>Writes a signed order.</summary>
    public static string Write(EctDomain domain, SignedRequestOrder order) => Write(domain, OrderKind.Request, order.Order, Hex.Encode(order.Signature));

    /// <summary>Writes an order that is not signed yet.</summary>
    public static string Write(EctDomain domain, AppOrder order) => Write(domain, OrderKind.App, order, null);

    /// <summary>Writes an order that is not signed yet.</summary>
    public static string Write(EctDomain domain, DatasetOrder order) => Write(domain, OrderKind.Dataset, order, null);

    /// <summary>Writes an order that is not signed yet.</summary>
    public static string Write(EctDomain domain, PoolOrder order) => Write(domain, OrderKind.Pool, order, null);

    /// <summary>Writes an order that is not signed yet.</summary>
    public static string Write(EctDomain domain, RequestOrder order) => Write(domain, OrderKind.Request, order, null);

    /// <summary>Reads an app order.</summary>
    /// <exception cref="FormatException">Not such an order; the message names the member and the rule.</exception>
    public static OrderDocument<AppOrder> ParseApp(string json) => Parse(json, OrderKind.App, OrderJsonContext.Default.OrderDocumentAppOrder, d => d.Order.Digest(d.Domain));

    /// <inheritdoc cref="ParseApp"/>
    public static OrderDocument<DatasetOrder> ParseDataset(string json) => Parse(json, OrderKind.Dataset, OrderJsonContext.Default.OrderDocumentDatasetOrder, d => d.Order.Digest(d.Domain));

    /// <inheritdoc cref="ParseApp"/>
    public static OrderDocument<PoolOrder> ParsePool(string json) => Parse(json, OrderKind.Pool, OrderJsonContext.Default.OrderDocumentPoolOrder, d => d.Order.Digest(d.Domain));

    /// <inheritdoc cref="ParseApp"/>
    public static OrderDocument<RequestOrder> ParseRequest(string json) => Parse(json, OrderKind.Request, OrderJsonContext.Default.OrderDocumentRequestOrder, d => d.Order.Digest(d.Domain));

    /// <summary>Which order a document holds, read before anything else of it.</summary>
    /// <exception cref="FormatException">Not an order document.</exception>
    public static OrderKind KindOf(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(Limited(json));
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("kind", out var kind)
                && kind.ValueKind == JsonValueKind.String
                && Enum.TryParse<OrderKind>(kind.GetString(), ignoreCase: true, out var parsed)
                && Enum.IsDefined(parsed)
                    ? parsed
                    : throw new FormatException("The document is no order: its 'kind' must be app, dataset, pool or request.");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The order is not valid JSON: {exception.Message}", exception);
        }
    }

    private static string Write<TOrder>(EctDomain domain, OrderKind kind, TOrder order, string? signature) =>
        JsonSerializer.Serialize(new OrderDocument<TOrder>(kind, domain.ChainId, domain.Hub, order, signature), typeof(OrderDocument<TOrder>), OrderJsonContext.Default);

    private static OrderDocument<TOrder> Parse<TOrder>(string json, OrderKind kind, JsonTypeInfo<OrderDocument<TOrder>> type, Func<OrderDocument<TOrder>, Bytes32> digest)
    {
        var actual = KindOf(json);
        if (actual != kind)
        {
            throw new FormatException($"The document holds a {Lower(actual)} order where a {Lower(kind)} order is expected.");
        }

        try
        {
            var document = JsonSerializer.Deserialize(json, type)!;
            digest(document); // Fails for numbers outside their Solidity type.
            if (document.Signature is not null && !Hex.TryDecode(document.Signature, out _))
            {
                throw new FormatException("The order's 'signature' is not hexadecimal.");
            }

            return document;
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The {Lower(kind)} order cannot be read: {exception.Message}", exception);
        }
    }

    private static string Limited(string json) =>
        json.Length <= MaxLength ? json : throw new FormatException($"The order document has {json.Length} characters; at most {MaxLength} are allowed.");

    private static string Lower(OrderKind kind) => kind.ToString().ToLowerInvariant();
}
