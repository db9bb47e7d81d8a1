using Ect.Bench.Chain;

namespace Ect.Bench.Reports;

/// <summary>Transactions of the scheduler in the measured blocks.</summary>
internal sealed record ChainUse(int Blocks, int Transactions, ulong Gas)
{
    public static async Task<ChainUse> ReadAsync(BenchNetwork network, ulong from, ulong to, CancellationToken ct)
    {
        var count = 0;
        var gas = 0UL;
        for (var number = from; number <= to; number++)
        {
            foreach (var hash in (await network.Eth.GetBlockAsync(number, ct))!.Transactions!)
            {
                if (await network.Eth.GetTransactionReceiptAsync(hash, ct) is { } receipt && receipt.From == BenchNetwork.SchedulerKey.Address)
                {
                    count++;
                    gas += receipt.GasUsed;
                }
            }
        }

        return new((int)(to - from + 1), count, gas);
    }
}
