using Ect.Ethereum;
using Ect.Protocol.Signing;

namespace Ect.Protocol.Epochs;

/// <summary>A worker's word to its scheduler: this is my commitment to the task. It proves a wrong result later.</summary>
/// <param name="Task">The task.</param>
/// <param name="Commitment">See <see cref="Contributions.Commitment"/>.</param>
public sealed record ContributionMessage(Bytes32 Task, Bytes32 Commitment)
{
    private static readonly SignedStruct Type = new("Contribution(bytes32 task,bytes32 commitment)");

    /// <summary>The EIP-712 digest, as hashContribution gives it.</summary>
    public Bytes32 Digest(EctDomain domain) => domain.Digest(Type.Hash(Task, Commitment));

    /// <summary>Signs with the worker's key: 65 bytes.</summary>
    public byte[] Sign(EctDomain domain, PrivateKey worker) => worker.Sign(Digest(domain)).ToBytes();

    /// <summary>Whether the worker's key signed.</summary>
    public bool IsSigned(EctDomain domain, ReadOnlySpan<byte> signature, Address worker) =>
        Signature.TryFromBytes(signature, out var parsed) && parsed.Verify(Digest(domain), worker);
}
