using Ect.Ethereum;
using Ect.Protocol.Signing;

namespace Ect.Protocol.Live;

/// <summary>
/// A worker's word that a key is its own for one task. Whoever else encrypts to the requester, the scheduler too, cannot
/// speak for the worker.
/// </summary>
/// <param name="Task">The task.</param>
/// <param name="Key">The public half of the key that the worker made for this run.</param>
public sealed record LiveKeyMessage(Bytes32 Task, PublicKey Key)
{
    private static readonly SignedStruct Type = new("LiveKey(bytes32 task,string key)");

    /// <summary>The EIP-712 digest; the key is signed as its text.</summary>
    public Bytes32 Digest(EctDomain domain) => domain.Digest(Type.Hash(Task, Key.ToString()));

    /// <summary>Signs with the worker's key: 65 bytes.</summary>
    public byte[] Sign(EctDomain domain, PrivateKey worker) => worker.Sign(Digest(domain)).ToBytes();

    /// <summary>Whether the worker's key signed.</summary>
    public bool IsSigned(EctDomain domain, ReadOnlySpan<byte> signature, Address worker) =>
        Signature.TryFromBytes(signature, out var parsed) && parsed.Verify(Digest(domain), worker);
}
