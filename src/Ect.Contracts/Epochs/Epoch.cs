using Ect.Ethereum;

namespace Ect.Contracts;

public sealed partial record Epoch
{
    /// <summary>Whether the chain, which keeps the first bytes of a root, keeps those of this one.</summary>
    public bool IsRoot(Bytes32 root) => Root.Length > 0 && root.ToBytes().AsSpan(0, Root.Length).SequenceEqual(Root);
}
