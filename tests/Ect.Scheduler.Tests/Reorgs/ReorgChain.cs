using System.Text.Json.Nodes;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Scheduler.Tests.Network;

namespace Ect.Scheduler.Tests.Reorgs;

/// <summary>Re-organisations of a test network, each apart from what was before.</summary>
public sealed class ReorgChain(TestNetwork network)
{
    /// <summary>Depths that are tried, with whether the dropped transactions come back.</summary>
    public static IReadOnlyList<(int Depth, bool Again)> Kinds { get; } = [(1, false), (1, true), (3, false), (3, true), (20, false), (20, true)];

    /// <summary>Puts so many empty blocks between this case and the last one that no re-org reaches it, and no more: anvil keeps some hundred states. Gives the first block of the case.</summary>
    public async Task<ulong> ApartAsync(int depth, CancellationToken ct)
    {
        await network.Eth.CallAsync("anvil_mine", $"0x{depth + 1:x}");
        return await network.Eth.BlockNumberAsync(ct) + 1;
    }

    /// <summary>Replaces the newest blocks, by empty ones or by others with the same transactions at the same heights.</summary>
    public async Task ReorgAsync(int depth, bool again, CancellationToken ct) =>
        await ReplaceAsync(depth, again ? await TransactionsAsync(depth, ct) : []);

    /// <summary>Replaces the newest blocks, from this one on, by empty ones.</summary>
    public Task DropAsync(ulong first) => ReplaceFromAsync(first, []);

    /// <summary>
    /// Replaces the newest blocks by others with these transactions. Anvil loses count when it mines meanwhile: receipts then name
    /// blocks that are no more, a block has another parent than the one below it, or a height has none. It is made to do it again.
    /// </summary>
    public async Task ReplaceAsync(int depth, JsonArray transactions) =>
        await ReplaceFromAsync(await network.Eth.BlockNumberAsync() - (ulong)depth + 1, transactions);

    private async Task ReplaceFromAsync(ulong first, JsonArray transactions)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await network.Eth.CallAsync("evm_setAutomine", false);
            await network.Eth.CallAsync("anvil_reorg", (int)(await network.Eth.BlockNumberAsync() - first + 1), transactions.DeepClone());
            await network.Eth.CallAsync("evm_setAutomine", true);
            if (await IsSoundAsync(first))
            {
                return;
            }
        }

        throw new InvalidOperationException("Anvil's blocks contradict each other or its receipts after five re-orgs.");
    }

    private async Task<bool> IsSoundAsync(ulong first)
    {
        if (await network.Eth.GetBlockAsync(first - 1) is not { } below)
        {
            return false;
        }

        var head = await network.Eth.BlockNumberAsync();
        for (var number = first; number <= head; number++)
        {
            if (await network.Eth.GetBlockAsync(number) is not { } block || block.ParentHash != below.Hash)
            {
                return false;
            }

            foreach (var transaction in block.Transactions!)
            {
                if ((await network.Eth.GetTransactionReceiptAsync(transaction))?.BlockHash != block.Hash)
                {
                    return false;
                }
            }

            below = block;
        }

        return true;
    }

    /// <summary>The transactions of the newest blocks, each with its place from the first of them.</summary>
    public async Task<JsonArray> TransactionsAsync(int depth, CancellationToken ct)
    {
        var head = await network.Eth.BlockNumberAsync(ct);
        var first = head - (ulong)depth + 1;
        var transactions = new JsonArray();
        for (var number = first; number <= head; number++)
        {
            foreach (var hash in (await network.Eth.GetBlockAsync(number, ct))!.Transactions!)
            {
                var raw = await network.Eth.CallAsync("eth_getRawTransactionByHash", hash.ToString());
                transactions.Add(new JsonArray(raw.GetString(), number - first));
            }
        }

        return transactions;
    }

    /// <summary>The deals that the chain has of the case.</summary>
    public async Task<IReadOnlyList<MatchedDeal>> DealsAsync(ulong first, CancellationToken ct) =>
        await new HubClient(network.Eth, network.Deployment).DealsAsync(network.Pool, fromBlock: first, ct: ct);

    public async Task<ulong> TimeAsync(CancellationToken ct) => (await network.Eth.GetBlockAsync(BlockTag.Latest, ct))!.Timestamp;

    /// <summary>Lets the chain's clock jump beyond a second, unless it is there.</summary>
    public async Task PassBeyondAsync(ulong second, CancellationToken ct)
    {
        if (await TimeAsync(ct) is var now && now <= second)
        {
            await network.PassAsync((uint)(second - now + 1));
        }
    }

    /// <summary>The case's logs of the hub with one of these topics.</summary>
    public Task<IReadOnlyList<Log>> LogsAsync(ulong first, CancellationToken ct, params IReadOnlyList<Bytes32> topics) =>
        network.Eth.GetLogsAsync(new() { FromBlock = first, ToBlock = BlockTag.Latest, Addresses = [network.Hub.Address], Topics = [topics] }, ct);
}
