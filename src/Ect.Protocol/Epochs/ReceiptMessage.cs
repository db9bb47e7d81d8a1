using System.Numerics;
using Ect.Ethereum;
using Ect.Protocol.Signing;

namespace Ect.Protocol.Epochs;

/// <summary>A scheduler's word to a worker: the commitment has come and belongs into the epoch.</summary>
/// <param name="Epoch">The scheduler's epoch whose anchor will have it.</param>
/// <param name="Task">The task.</param>
/// <param name="Worker">The worker.</param>
/// <param name="Commitment">Its commitment.</param>
public sealed record ReceiptMessage(ulong Epoch, Bytes32 Task, Address Worker, Bytes32 Commitment)
{
    private static readonly SignedStruct Type = new("Receipt(uint64 epoch,bytes32 task,address worker,bytes32 commitment)");

    /// <summary>The EIP-712 digest, as hashReceipt gives it.</summary>
    public Bytes32 Digest(EctDomain domain) => domain.Digest(Type.Hash((BigInteger)Epoch, Task, Worker, Commitment));

    /// <summary>Signs with the scheduler's key: 65 bytes.</summary>
    public byte[] Sign(EctDomain domain, PrivateKey scheduler) => scheduler.Sign(Digest(domain)).ToBytes();

    /// <summary>Whether the scheduler's key signed.</summary>
    public bool IsSigned(EctDomain domain, ReadOnlySpan<byte> signature, Address scheduler) =>
        Signature.TryFromBytes(signature, out var parsed) && parsed.Verify(Digest(domain), scheduler);
}
