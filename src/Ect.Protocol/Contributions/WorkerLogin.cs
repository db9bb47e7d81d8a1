using System.Numerics;
using Ect.Ethereum;
using Ect.Protocol.Signing;

namespace Ect.Protocol.Contributions;

/// <summary>A worker's proof to a scheduler that it holds its wallet's key. It is never sent to the chain.</summary>
/// <param name="Pool">The pool that the worker joins.</param>
/// <param name="Worker">The worker's wallet.</param>
/// <param name="Nonce">The scheduler's fresh challenge: an old login cannot be played again.</param>
/// <param name="IssuedAt">Unix time in seconds.</param>
public sealed record WorkerLogin(BigInteger Pool, Address Worker, Bytes32 Nonce, ulong IssuedAt)
{
    private static readonly SignedStruct Type = new("WorkerLogin(uint256 pool,address worker,bytes32 nonce,uint64 issuedAt)");

    /// <summary>The EIP-712 digest.</summary>
    public Bytes32 Digest(EctDomain domain) => domain.Digest(Type.Hash(Pool, Worker, Nonce, (BigInteger)IssuedAt));

    /// <summary>Signs with the worker's key.</summary>
    public byte[] Sign(EctDomain domain, PrivateKey key) => key.Sign(Digest(domain)).ToBytes();

    /// <summary>Whether the worker's key signed this login.</summary>
    public bool IsSigned(EctDomain domain, byte[] signature) =>
        Signature.TryFromBytes(signature, out var parsed) && parsed.Verify(Digest(domain), Worker);
}
