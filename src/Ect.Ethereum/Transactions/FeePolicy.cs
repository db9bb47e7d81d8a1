using System.Numerics;
using Ect.Ethereum.Rpc;

namespace Ect.Ethereum.Transactions;

/// <summary>Chooses fees: the node's advised tip, and room for the base fee to double.</summary>
internal sealed class FeePolicy(EthClient client, TransactionSenderOptions options, TimeProvider time)
{
    private static readonly BigInteger DefaultTip = 1_000_000_000;
    private volatile Quote? _last;

    public async Task<Fees> CurrentAsync(CancellationToken cancellationToken)
    {
        if (_last is { } last && time.GetElapsedTime(last.At) < options.PollInterval)
        {
            return last.Fees;
        }

        var block = await client.GetBlockAsync(BlockTag.Latest, cancellationToken) ?? throw JsonRpc.Malformed("eth_getBlockByNumber", null);
        var baseFee = block.BaseFeePerGas ?? throw new NotSupportedException("The chain has no base fee (EIP-1559): transactions for it cannot be priced.");
        var tip = await TipAsync(cancellationToken);
        var fees = Limit(new((baseFee * 2) + tip, tip));
        _last = new(fees, time.GetTimestamp());
        return fees;
    }

    /// <summary>At least an eighth more than before, as nodes ask of a replacement, and what the chain asks now.</summary>
    public async Task<Fees> RaiseAsync(DynamicFeeTransaction old, CancellationToken cancellationToken)
    {
        Forget();
        var now = await CurrentAsync(cancellationToken);
        return Limit(new(
            BigInteger.Max(now.MaxFeePerGas, (old.MaxFeePerGas * 9 / 8) + 1),
            BigInteger.Max(now.MaxPriorityFeePerGas, (old.MaxPriorityFeePerGas * 9 / 8) + 1)));
    }

    /// <summary>Whether an offer is the most that is allowed: then what the chain asks may be more.</summary>
    public bool IsAtLimit(Fees fees) => options.MaxFeePerGas is { } most && fees.MaxFeePerGas >= most;

    public void Forget() => _last = null;

    private Fees Limit(Fees fees) => options.MaxFeePerGas is { } most
        ? new(BigInteger.Min(fees.MaxFeePerGas, most), BigInteger.Min(fees.MaxPriorityFeePerGas, most))
        : fees;

    private async Task<BigInteger> TipAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await client.MaxPriorityFeeAsync(cancellationToken);
        }
        catch (RpcException)
        {
            return DefaultTip; // Not every chain advises a tip.
        }
    }

    private sealed record Quote(Fees Fees, long At);
}
