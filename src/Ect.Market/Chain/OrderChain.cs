using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Abi;
using Ect.Ethereum.Rpc;
using Ect.Protocol.Orders;

namespace Ect.Market.Chain;

/// <summary>What the chain says about orders: who must sign, whether a signature counts, how much is used.</summary>
internal sealed class OrderChain(EthClient eth, Deployment deployment)
{
    // ERC-1271: the answer of a contract that accepts the signature is the function's own selector.
    private static readonly AbiFunction IsValidSignature = AbiFunction.Parse("isValidSignature(bytes32,bytes)", "(bytes4)");

    private readonly EctHub _hub = new(deployment.Hub);

    /// <summary>Who must have signed; null if the asset does not exist.</summary>
    public async Task<Address?> SignerOfAsync(OrderSummary order, CancellationToken cancellation)
    {
        if (order.Requester is { } requester)
        {
            return requester;
        }

        var registry = new AssetRegistry(order.Kind switch
        {
            OrderKind.App => deployment.Apps,
            OrderKind.Dataset => deployment.Datasets,
            _ => deployment.Pools,
        });
        return await eth.CallAsync(registry.Exists(order.Asset), cancellationToken: cancellation)
            ? await eth.CallAsync(registry.OwnerOf(order.Asset), cancellationToken: cancellation)
            : null;
    }

    /// <summary>Whether the hub would take the signature: ECDSA, a contract's word (ERC-1271), or a declaration on chain.</summary>
    public async Task<bool> IsSignedAsync(OrderSummary order, Address signer, CancellationToken cancellation)
    {
        if (order.Signature is not { } signature)
        {
            return false;
        }

        if (signature.Length == 0)
        {
            return await eth.CallAsync(_hub.IsPreSigned(signer, order.Hash), cancellationToken: cancellation);
        }

        return (Signature.TryFromBytes(signature, out var ecdsa) && ecdsa.Verify(order.Hash, signer))
            || await IsContractSignatureAsync(order.Hash, signer, signature, cancellation);
    }

    /// <summary>Tasks already matched; the maximum if it was cancelled.</summary>
    public Task<BigInteger> ConsumedAsync(Address signer, Bytes32 hash, CancellationToken cancellation) =>
        eth.CallAsync(_hub.Consumed(signer, hash), cancellationToken: cancellation);

    private async Task<bool> IsContractSignatureAsync(Bytes32 hash, Address signer, byte[] signature, CancellationToken cancellation)
    {
        if ((await eth.GetCodeAsync(signer, cancellationToken: cancellation)).Length == 0)
        {
            return false;
        }

        try
        {
            var answer = await eth.EthCallAsync(signer, IsValidSignature.EncodeCall([hash, signature]), cancellationToken: cancellation);
            return answer.Length == 32 && answer.AsSpan(0, 4).SequenceEqual(IsValidSignature.Selector);
        }
        catch (RevertException)
        {
            return false;
        }
    }
}
