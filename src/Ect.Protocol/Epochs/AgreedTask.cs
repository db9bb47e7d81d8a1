using Ect.Contracts;
using Ect.Ethereum;

namespace Ect.Protocol.Epochs;

/// <summary>A task whose result was agreed on, and by whom.</summary>
/// <param name="Deal">The deal's id.</param>
/// <param name="Offset">The task's index less the deal's first.</param>
/// <param name="Digest">Content root of the result.</param>
/// <param name="DataHash">Zero for a plain result, 1 if the application failed, else the hash of the consumer's data.</param>
/// <param name="Against">Odds of all other groups of results together.</param>
/// <param name="Agreeing">Who voted for it; at least one, each once.</param>
public sealed record AgreedTask(Bytes32 Deal, uint Offset, Bytes32 Digest, Bytes32 DataHash, uint Against, IReadOnlyList<Address> Agreeing)
{
    /// <summary>What kind of result it is.</summary>
    public PageKind Kind =>
        DataHash.IsZero ? PageKind.Plain
        : DataHash == PageResult.AppFailed ? PageKind.AppFailed
        : PageKind.Data;
}
