using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Ect.Ethereum.Rpc;

/// <summary>Several calls of one method, all at blocks that are named by height; each is answered by itself.</summary>
internal sealed record BatchQuestion<T>(string Method, IReadOnlyList<JsonArray> Calls, JsonTypeInfo<T> Type) : Question<IReadOnlyList<Attempt<T>>>(Method)
{
    public override bool IsOfNewest => false;

    public override Question<IReadOnlyList<Attempt<T>>> At(ulong height) => this;

    public override Task<Attempt<IReadOnlyList<Attempt<T>>>> AskAsync(RpcNode node, TimeSpan timeout, CancellationToken cancellationToken) =>
        node.TryAllAsync(Method, Calls, Type, timeout, cancellationToken);

    public override string TextOf(IReadOnlyList<Attempt<T>>? value) =>
        string.Join('\n', value!.Select(answer => answer.MeaningBy(result => SingleQuestion<T>.Text(result, Type))));
}
