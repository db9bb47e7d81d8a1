using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Ect.Ethereum.Rpc;

/// <summary>One call.</summary>
internal sealed record SingleQuestion<T>(string Method, JsonArray Parameters, JsonTypeInfo<T> Type) : Question<T>(Method)
{
    public override bool IsOfNewest => Method == "eth_blockNumber" || SharedBlock.IsNeeded(Parameters);

    public override Question<T> At(ulong height) => this with { Parameters = SharedBlock.Pin(Parameters, height) };

    public override Task<Attempt<T>> AskAsync(RpcNode node, TimeSpan timeout, CancellationToken cancellationToken) =>
        node.TryAsync(Method, (JsonArray)Parameters.DeepClone(), Type, timeout, cancellationToken);

    public override string TextOf(T? value) => Text(value, Type);

    public static string Text(T? value, JsonTypeInfo<T> type) => value is null ? "null" : JsonSerializer.Serialize(value, type);
}
