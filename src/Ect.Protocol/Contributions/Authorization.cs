using Ect.Ethereum;
using Ect.Protocol.Signing;

namespace Ect.Protocol.Contributions;

/// <summary>The scheduler's leave for one worker to contribute to one task.</summary>
public static class Authorization
{
    private static readonly SignedStruct Type = new("Authorization(bytes32 task,address worker)");

    /// <summary>The EIP-712 digest, as hashAuthorization gives it.</summary>
    public static Bytes32 Digest(EctDomain domain, Bytes32 taskId, Address worker) => domain.Digest(Type.Hash(taskId, worker));

    /// <summary>Signs with the scheduler's key.</summary>
    public static byte[] Sign(EctDomain domain, Bytes32 taskId, Address worker, PrivateKey scheduler) =>
        scheduler.Sign(Digest(domain, taskId, worker)).ToBytes();

    /// <summary>Whether the scheduler's key signed. False for a contract's signature (ERC-1271), which only the chain can judge.</summary>
    public static bool IsSigned(EctDomain domain, Bytes32 taskId, Address worker, byte[] authorization, Address scheduler) =>
        Signature.TryFromBytes(authorization, out var signature) && signature.Verify(Digest(domain, taskId, worker), scheduler);
}
