using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Abi;
using Ect.Protocol.Orders;

namespace Ect.Market.Chain;

/// <summary>What the chain says about orders: who must sign, whether a signature counts, how much is used.</summary>
internal sealed class OrderChain(HubClient hub)
{
    // ERC-1271: the answer of a contract that accepts the signature is the function's own selector.
    private static readonly AbiFunction IsValidSignature = AbiFunction.Parse("isValidSignature(bytes32,bytes)", "(bytes4)");

    /// <summary>Who must have signed; null if the asset does not exist.</summary>
    public async Task<Address?> SignerOfAsync(OrderSummary order, CancellationToken cancellation) =>
        order.Requester ?? await hub.OwnerOfAsync(order.Kind.Asset(), order.Asset, cancellation);

    /// <summary>Whether the hub would take the signature: ECDSA, a contract's word (ERC-1271), or a declaration on chain.</summary>
    public async Task<bool> IsSignedAsync(OrderSummary order, Address signer, CancellationToken cancellation)
    {
        if (order.Signature is not { } signature)
        {
            return false;
        }

        if (signature.Length == 0)
        {
            return await hub.IsPreSignedAsync(signer, order.Hash, cancellation);
        }

        return (Signature.TryFromBytes(signature, out var ecdsa) && ecdsa.Verify(order.Hash, signer))
            || await IsContractSignatureAsync(order.Hash, signer, signature, cancellation);
    }

    /// <summary>Tasks already matched; the maximum if it was cancelled.</summary>
    public Task<uint> ConsumedAsync(Address signer, Bytes32 hash, CancellationToken cancellation) => hub.ConsumedAsync(signer, hash, cancellation);

    private async Task<bool> IsContractSignatureAsync(Bytes32 hash, Address signer, byte[] signature, CancellationToken cancellation)
    {
        if ((await hub.Client.GetCodeAsync(signer, cancellationToken: cancellation)).Length == 0)
        {
            return false;
        }

        try
        {
            var answer = await hub.Client.EthCallAsync(signer, IsValidSignature.EncodeCall([hash, signature]), cancellationToken: cancellation);
            return answer.Length == 32 && answer.AsSpan(0, 4).SequenceEqual(IsValidSignature.Selector);
        }
        catch (RevertException)
        {
            return false;
        }
    }
}
