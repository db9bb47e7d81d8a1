using System.Text.Json.Nodes;

namespace Ect.Ethereum.Rpc;

/// <summary>Many reads of contracts in few messages.</summary>
public sealed partial class EthClient
{
    private const int BatchesAtOnce = 4;

    /// <summary>
    /// Runs typed calls at one block, in as few messages as <see cref="EthClientOptions.MaxBatch"/> allows, and reads their answers in the
    /// calls' order. An endpoint that takes no batches is asked one by one.
    /// </summary>
    /// <param name="calls">The calls.</param>
    /// <param name="block">The block's height.</param>
    /// <param name="refused">What stands in the place of an answer where the contract refuses; null: the refusal is thrown.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="RevertException">A contract refuses, and <paramref name="refused"/> is null.</exception>
    /// <exception cref="Abi.AbiException">An answer is not of the expected type.</exception>
    /// <inheritdoc cref="CallAsync{T}(string, JsonArray, System.Text.Json.Serialization.Metadata.JsonTypeInfo{T}, CancellationToken)" path="/exception"/>
    public async Task<IReadOnlyList<TResult>> CallAllAsync<TResult>(
        IReadOnlyList<ContractCall<TResult>> calls, ulong block, Func<RevertException, TResult>? refused = null, CancellationToken cancellationToken = default)
    {
        var results = new TResult[calls.Count];
        var limited = new ParallelOptions { MaxDegreeOfParallelism = BatchesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(calls.Index().Chunk(Options.MaxBatch), limited, async (piece, stop) =>
        {
            JsonArray[] parameters = [.. piece.Select(one => new JsonArray(CallObject(one.Item.To, one.Item.Data, null, one.Item.Value), Tag(block)))];
            var answers = (await AskAsync(new BatchQuestion<byte[]>("eth_call", parameters, Json.ByteArray), stop))!;
            foreach (var ((at, call), answer) in piece.Zip(answers))
            {
                results[at] = answer is Attempt<byte[]>.Refused { Error: var error }
                    ? RevertData(error) is not { } data ? throw error : refused is null ? throw new RevertException(Errors.Decode(data)) : refused(new(Errors.Decode(data)))
                    : call.Decode(((Attempt<byte[]>.Answered)answer).Value ?? []);
            }
        });
        return results;
    }
}
