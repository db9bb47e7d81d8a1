using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ect.Ethereum.Rpc;

/// <summary>The typed methods. Where a block is asked for, null means the newest.</summary>
public sealed partial class EthClient
{
    private static RpcJsonContext Json => RpcJsonContext.Default;

    /// <summary>The chain's id.</summary>
    public Task<ulong> ChainIdAsync(CancellationToken cancellationToken = default) => CallAsync("eth_chainId", [], Json.UInt64, cancellationToken);

    /// <summary>The newest block's height.</summary>
    public Task<ulong> BlockNumberAsync(CancellationToken cancellationToken = default) => CallAsync("eth_blockNumber", [], Json.UInt64, cancellationToken);

    /// <summary>A block by height or name; null when there is none.</summary>
    public Task<Block?> GetBlockAsync(BlockTag block, CancellationToken cancellationToken = default) =>
        CallAsync("eth_getBlockByNumber", [block.ToString(), false], Json.Block, cancellationToken);

    /// <summary>A block by hash; null when the node knows none.</summary>
    public Task<Block?> GetBlockAsync(Bytes32 hash, CancellationToken cancellationToken = default) =>
        CallAsync("eth_getBlockByHash", [hash.ToString(), false], Json.Block, cancellationToken);

    /// <summary>An account's wei.</summary>
    public Task<BigInteger> GetBalanceAsync(Address account, BlockTag? block = null, CancellationToken cancellationToken = default) =>
        CallAsync("eth_getBalance", [account.ToString(), Tag(block)], Json.BigInteger, cancellationToken);

    /// <summary>How many transactions an account has sent: its next nonce.</summary>
    public Task<ulong> GetTransactionCountAsync(Address account, BlockTag? block = null, CancellationToken cancellationToken = default) =>
        CallAsync("eth_getTransactionCount", [account.ToString(), Tag(block)], Json.UInt64, cancellationToken);

    /// <summary>A contract's code; empty where none stands.</summary>
    public async Task<byte[]> GetCodeAsync(Address account, BlockTag? block = null, CancellationToken cancellationToken = default) =>
        await CallAsync("eth_getCode", [account.ToString(), Tag(block)], Json.ByteArray, cancellationToken) ?? [];

    /// <summary>A storage word.</summary>
    public Task<Bytes32> GetStorageAsync(Address account, Bytes32 slot, BlockTag? block = null, CancellationToken cancellationToken = default) =>
        CallAsync("eth_getStorageAt", [account.ToString(), slot.ToString(), Tag(block)], Json.Bytes32, cancellationToken);

    /// <summary>Runs a call without a transaction and gives its answer.</summary>
    /// <exception cref="RevertException">The contract refuses.</exception>
    public async Task<byte[]> EthCallAsync(Address? to, byte[] data, Address? from = null, BlockTag? block = null, BigInteger value = default, CancellationToken cancellationToken = default) =>
        await Reverting(CallAsync("eth_call", [CallObject(to, data, from, value), Tag(block)], Json.ByteArray, cancellationToken)) ?? [];

    /// <summary>Runs a typed call and reads its answer.</summary>
    /// <exception cref="RevertException">The contract refuses.</exception>
    /// <exception cref="Abi.AbiException">The answer is not of the expected type.</exception>
    public async Task<TResult> CallAsync<TResult>(ContractCall<TResult> call, Address? from = null, BlockTag? block = null, CancellationToken cancellationToken = default) =>
        call.Decode(await EthCallAsync(call.To, call.Data, from, block, call.Value, cancellationToken));

    /// <summary>Tries a call whose answer does not matter.</summary>
    /// <exception cref="RevertException">The contract refuses.</exception>
    public Task CallAsync(ContractCall call, Address? from = null, BlockTag? block = null, CancellationToken cancellationToken = default) =>
        EthCallAsync(call.To, call.Data, from, block, call.Value, cancellationToken);

    /// <summary>The gas a transaction would need now.</summary>
    /// <exception cref="RevertException">The contract refuses.</exception>
    public Task<ulong> EstimateGasAsync(Address from, Address? to, byte[] data, BigInteger value = default, CancellationToken cancellationToken = default) =>
        Reverting(CallAsync("eth_estimateGas", [CallObject(to, data, from, value)], Json.UInt64, cancellationToken));

    /// <summary>The logs that match, in the chain's order.</summary>
    public async Task<IReadOnlyList<Log>> GetLogsAsync(LogFilter filter, CancellationToken cancellationToken = default) =>
        await CallAsync("eth_getLogs", [FilterObject(filter)], Json.IReadOnlyListLog, cancellationToken) ?? [];

    /// <summary>Hands a signed transaction to the node; gives its hash.</summary>
    public Task<Bytes32> SendRawTransactionAsync(byte[] transaction, CancellationToken cancellationToken = default) =>
        CallAsync("eth_sendRawTransaction", [Hex.Encode(transaction)], Json.Bytes32, cancellationToken);

    /// <summary>A mined transaction's receipt; null while it is not mined.</summary>
    public Task<TransactionReceipt?> GetTransactionReceiptAsync(Bytes32 hash, CancellationToken cancellationToken = default) =>
        CallAsync("eth_getTransactionReceipt", [hash.ToString()], Json.TransactionReceipt, cancellationToken);

    /// <summary>A waiting or mined transaction; null when the node knows none.</summary>
    public Task<TransactionInfo?> GetTransactionByHashAsync(Bytes32 hash, CancellationToken cancellationToken = default) =>
        CallAsync("eth_getTransactionByHash", [hash.ToString()], Json.TransactionInfo, cancellationToken);

    /// <summary>The tip in wei per gas that the node advises.</summary>
    public Task<BigInteger> MaxPriorityFeeAsync(CancellationToken cancellationToken = default) =>
        CallAsync("eth_maxPriorityFeePerGas", [], Json.BigInteger, cancellationToken);

    /// <summary>Wei per gas that the node advises for legacy transactions.</summary>
    public Task<BigInteger> GasPriceAsync(CancellationToken cancellationToken = default) =>
        CallAsync("eth_gasPrice", [], Json.BigInteger, cancellationToken);

    /// <summary>Fees of the newest blocks, with the tips at the given percentiles (0 to 100).</summary>
    public async Task<FeeHistory> FeeHistoryAsync(int blocks, IReadOnlyList<double> percentiles, CancellationToken cancellationToken = default) =>
        await CallAsync("eth_feeHistory", [Quantity.Encode(blocks), "latest", new JsonArray([.. percentiles.Select(p => (JsonNode)p)])], Json.FeeHistory, cancellationToken)
            ?? throw JsonRpc.Malformed("eth_feeHistory", null);

    internal static JsonObject FilterObject(LogFilter filter)
    {
        var json = new JsonObject
        {
            ["topics"] = new JsonArray([.. filter.Topics.Select(TopicAlternatives)]),
        };
        if (filter.Addresses.Count > 0)
        {
            json["address"] = new JsonArray([.. filter.Addresses.Select(address => (JsonNode)address.ToString())]);
        }

        if (filter.BlockHash is { } hash)
        {
            json["blockHash"] = hash.ToString();
        }
        else
        {
            json["fromBlock"] = Tag(filter.FromBlock);
            json["toBlock"] = Tag(filter.ToBlock);
        }

        return json;
    }

    private static JsonArray? TopicAlternatives(IReadOnlyList<Bytes32>? topics) =>
        topics is null or [] ? null : new JsonArray([.. topics.Select(topic => (JsonNode)topic.ToString())]);

    private static string Tag(BlockTag? block) => (block ?? BlockTag.Latest).ToString();

    private static JsonObject CallObject(Address? to, byte[] data, Address? from, BigInteger value)
    {
        var json = new JsonObject { ["data"] = Hex.Encode(data) };
        if (to is { } receiver)
        {
            json["to"] = receiver.ToString();
        }

        if (from is { } sender)
        {
            json["from"] = sender.ToString();
        }

        if (!value.IsZero)
        {
            json["value"] = Quantity.Encode(value);
        }

        return json;
    }

    private async Task<T> Reverting<T>(Task<T> call)
    {
        try
        {
            return await call;
        }
        catch (RpcException exception) when (RevertData(exception) is { } data)
        {
            throw new RevertException(Errors.Decode(data));
        }
    }

    /// <summary>Revert data of a refusal; null when it is another kind. Nodes differ: code 3, or only the words.</summary>
    private static byte[]? RevertData(RpcException exception)
    {
        if (exception.Code != 3 && !exception.Message.Contains("execution reverted", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (exception.RpcData is not { } json)
        {
            return [];
        }

        using var document = JsonDocument.Parse(json);
        var text = document.RootElement.ValueKind == JsonValueKind.String ? document.RootElement.GetString()! : "";
        var start = text.IndexOf("0x", StringComparison.Ordinal);
        return start >= 0 && Hex.TryDecode(text[start..], out var bytes) ? bytes : [];
    }
}
