using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Ect.Ethereum.Rpc;

/// <summary>Several calls of one method in one message.</summary>
internal sealed partial class RpcNode
{
    private const int SinglesAtOnce = 8;

    /// <summary>The most calls in one message that the node is known to take; one: it is asked one by one.</summary>
    private volatile int _mostTogether = int.MaxValue;

    /// <summary>
    /// One attempt at all of them. What a batch leaves open is asked again: together as long as some is answered each time, and in smaller
    /// batches, at last one by one, where the node takes none so large. Only cancellation is thrown.
    /// </summary>
    /// <returns>For each call, in their order, a result or a refusal; or a fault, if one is met.</returns>
    public async Task<Attempt<IReadOnlyList<Attempt<T>>>> TryAllAsync<T>(string method, IReadOnlyList<JsonArray> calls, JsonTypeInfo<T> type, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var done = new Attempt<T>?[calls.Count];
        var (most, limit) = (_mostTogether, int.MaxValue);
        while (Enumerable.Range(0, calls.Count).Where(at => done[at] is null).ToList() is { Count: > 0 } open)
        {
            var piece = open[..Math.Min(most, open.Count)];
            if (piece.Count == 1)
            {
                if (await OneByOneAsync(method, calls, open, done, type, timeout, cancellationToken) is { } fault)
                {
                    return fault.As<IReadOnlyList<Attempt<T>>>();
                }

                continue;
            }

            var body = JsonRpc.Batch(method, [.. piece.Select(at => calls[at])]);
            var batch = await AskAsync(method, body, answer => Sort(method, JsonRpc.Answers(method, answer, piece.Count), type), timeout, cancellationToken);
            if (batch is Attempt<Attempt<T>?[]>.Failed { Fault: not NodeFault.Malformed } failed)
            {
                Note(failed);
                return failed.As<IReadOnlyList<Attempt<T>>>();
            }

            // An error in the place of all answers, or nothing that is understood: it takes no batches, or none so large.
            var answers = batch is Attempt<Attempt<T>?[]>.Answered { Value: { } said } ? said : new Attempt<T>?[piece.Count];
            if (answers.OfType<Attempt<T>.Failed>().FirstOrDefault(one => one.Fault != NodeFault.RateLimited || !answers.Any(IsFinal)) is { } unfit)
            {
                Note(unfit);
                return unfit.As<IReadOnlyList<Attempt<T>>>();
            }

            if (answers.Any(IsFinal))
            {
                Note(batch);
                foreach (var (at, answer) in piece.Zip(answers).Where(pair => IsFinal(pair.Second)))
                {
                    done[at] = answer;
                }

                if (answers.Any(one => one is Attempt<T>.Failed))
                {
                    await Task.Delay(options.FirstDelay, time, cancellationToken);
                }
            }
            else if (answers.Contains(null))
            {
                limit = most = piece.Count / 2;
            }
            else
            {
                most = 1;
            }
        }

        // What was found out with faulty answers between is not worth to be remembered.
        _mostTogether = Math.Min(_mostTogether, limit);
        return new Attempt<IReadOnlyList<Attempt<T>>>.Answered(this, done!);
    }

    /// <summary>Whether an answer within a batch stands: other refusals than a contract's may be meant for the batch.</summary>
    private static bool IsFinal<T>(Attempt<T>? answer) => answer is Attempt<T>.Answered or Attempt<T>.Refused { Error.IsRevert: true };

    private Attempt<T>?[] Sort<T>(string method, JsonElement?[] answers, JsonTypeInfo<T> type) =>
        [.. answers.Select(answer => answer is { } one ? Sort(() => JsonRpc.Result(method, one, type)) : null)];

    private async Task<Attempt<T>.Failed?> OneByOneAsync<T>(
        string method, IReadOnlyList<JsonArray> calls, List<int> open, Attempt<T>?[] done, JsonTypeInfo<T> type, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Attempt<T>.Failed? fault = null;
        var limited = new ParallelOptions { MaxDegreeOfParallelism = SinglesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(open, limited, async (at, stop) =>
        {
            if (Volatile.Read(ref fault) is null)
            {
                var attempt = await TryAsync(method, calls[at], type, timeout, stop);
                if (attempt is Attempt<T>.Failed failed)
                {
                    Volatile.Write(ref fault, failed);
                }
                else
                {
                    done[at] = attempt;
                }
            }
        });
        return fault;
    }
}
