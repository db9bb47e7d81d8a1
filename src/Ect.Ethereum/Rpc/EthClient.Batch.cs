using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Ect.Ethereum.Rpc;

/// <summary>Many reads in as few messages as <see cref="EthClientOptions.MaxBatch"/> allows. An endpoint that takes no batches is asked one by one.</summary>
public sealed partial class EthClient
{
    private const int BatchesAtOnce = 4;

    /// <summary>Runs typed calls at one block, and reads their answers in the calls' order.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="block">The block's height.</param>
    /// <param name="refused">What stands in the place of an answer where the contract refuses; null: the refusal is thrown.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="RevertException">A contract refuses, and <paramref name="refused"/> is null.</exception>
    /// <exception cref="Abi.AbiException">An answer is not of the expected type.</exception>
    /// <inheritdoc cref="CallAsync{T}(string, JsonArray, JsonTypeInfo{T}, CancellationToken)" path="/exception"/>
    public Task<IReadOnlyList<TResult>> CallAllAsync<TResult>(
        IReadOnlyList<ContractCall<TResult>> calls, ulong block, Func<RevertException, TResult>? refused = null, CancellationToken cancellationToken = default) =>
        AskAllAsync(
            "eth_call",
            calls,
            call => [CallObject(call.To, call.Data, null, call.Value), Tag(block)],
            Json.ByteArray,
            (call, answer) => answer is Attempt<byte[]>.Refused { Error: var error } && RevertData(error) is { } data
                ? refused is null ? throw new RevertException(Errors.Decode(data)) : refused(new(Errors.Decode(data)))
                : call.Decode(Value(answer) ?? []),
            cancellationToken);

    /// <summary>The blocks of these heights, in their order; null in the place of one that there is not.</summary>
    /// <inheritdoc cref="CallAsync{T}(string, JsonArray, JsonTypeInfo{T}, CancellationToken)" path="/exception"/>
    public Task<IReadOnlyList<Block?>> GetBlocksAsync(IReadOnlyList<ulong> heights, CancellationToken cancellationToken = default) =>
        AskAllAsync("eth_getBlockByNumber", heights, height => [Tag(height), false], Json.Block, (_, answer) => Value(answer), cancellationToken);

    /// <summary>The code of accounts at one block, in their order; empty in the place of one that is no contract.</summary>
    /// <inheritdoc cref="CallAsync{T}(string, JsonArray, JsonTypeInfo{T}, CancellationToken)" path="/exception"/>
    public Task<IReadOnlyList<byte[]>> GetCodesAsync(IReadOnlyList<Address> accounts, ulong block, CancellationToken cancellationToken = default) =>
        AskAllAsync("eth_getCode", accounts, account => [account.ToString(), Tag(block)], Json.ByteArray, (_, answer) => Value(answer) ?? [], cancellationToken);

    private async Task<IReadOnlyList<TResult>> AskAllAsync<TItem, TAnswer, TResult>(
        string method, IReadOnlyList<TItem> items, Func<TItem, JsonArray> parameters, JsonTypeInfo<TAnswer> type, Func<TItem, Attempt<TAnswer>, TResult> read, CancellationToken cancellationToken)
    {
        var results = new TResult[items.Count];
        var limited = new ParallelOptions { MaxDegreeOfParallelism = BatchesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(items.Index().Chunk(Options.MaxBatch), limited, async (piece, stop) =>
        {
            var answers = (await AskAsync(new BatchQuestion<TAnswer>(method, [.. piece.Select(one => parameters(one.Item))], type), stop))!;
            foreach (var ((at, item), answer) in piece.Zip(answers))
            {
                results[at] = read(item, answer);
            }
        });
        return results;
    }

    private static T? Value<T>(Attempt<T> answer) => answer is Attempt<T>.Refused { Error: var error } ? throw error : ((Attempt<T>.Answered)answer).Value;
}
