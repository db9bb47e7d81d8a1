using System.Text.Json;
using Ect.Contracts;

namespace Ect.Market.Orders;

/// <summary>An order as the board shows it.</summary>
/// <param name="Hash">Its EIP-712 digest.</param>
/// <param name="Kind">app, dataset, pool or request.</param>
/// <param name="Asset">What it offers; of a request, the app. 0x and 64 digits.</param>
/// <param name="Signer">Who signed it.</param>
/// <param name="Remaining">Tasks that it can still serve.</param>
/// <param name="PostedAt">When the board took it, Unix seconds.</param>
/// <param name="Document">The signed order, as it is matched.</param>
internal sealed record OrderView(string Hash, string Kind, string Asset, string Signer, long Remaining, long PostedAt, JsonElement Document)
{
    public static OrderView Of(StoredOrder order, OrderStanding standing)
    {
        using var document = JsonDocument.Parse(order.Document);
        return new(order.Hash, ((OrderKind)order.Kind).ToString().ToLowerInvariant(), order.Asset, order.Signer, standing.Remaining, order.PostedAt, document.RootElement.Clone());
    }
}
