using System.Text.Json;
using System.Text.Json.Serialization;
using Ect.Contracts;

namespace Ect.Protocol.Orders;

/// <summary>The kind by its lower-case name; a number is refused.</summary>
internal sealed class OrderKindConverter : JsonStringEnumConverter<OrderKind>
{
    public OrderKindConverter()
        : base(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    {
    }
}
