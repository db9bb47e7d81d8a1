using System.Security.Cryptography;
using Ect.Ethereum;

namespace Ect.Contracts;

/// <summary>What the chain's events tell of challenged results, and the blocks that were published as answers.</summary>
public sealed partial class HubClient
{
    /// <summary>The challenges that were made in a range of blocks, in their order: of every task, or of one.</summary>
    public async Task<IReadOnlyList<EctHub.ResultChallengedEvent>> ChallengesAsync(Bytes32? task = null, ulong? fromBlock = null, ulong? toBlock = null, CancellationToken ct = default)
    {
        IReadOnlyList<Bytes32>? tasks = task is { } one ? [one] : null;
        var logs = await LogsAsync(Deployment.Hub, [[EctHub.ResultChallengedEvent.Topic], null, tasks], fromBlock, toBlock, ct);
        return [.. logs.Select(log => EctHub.ResultChallengedEvent.TryDecode(log, out var challenged) ? challenged : null).OfType<EctHub.ResultChallengedEvent>()];
    }

    /// <summary>What those paid who had agreed on a result that could not be had; null if it has not come to that.</summary>
    public async Task<EctHub.ResultFailedEvent?> FindResultFailureAsync(Bytes32 task, ulong? fromBlock = null, CancellationToken ct = default)
    {
        var logs = await LogsAsync(Deployment.Hub, [[EctHub.ResultFailedEvent.Topic], [task]], fromBlock, ct: ct);
        return logs.Select(log => EctHub.ResultFailedEvent.TryDecode(log, out var failed) ? failed : null).FirstOrDefault(failed => failed is not null);
    }

    /// <summary>The blocks of a task's result that were published on chain: where their bytes stand, see <see cref="ReadPublishedAsync"/>.</summary>
    public async Task<IReadOnlyList<EctHub.BlockPublishedEvent>> PublishedBlocksAsync(Bytes32 task, ulong? fromBlock = null, CancellationToken ct = default)
    {
        var logs = await LogsAsync(Deployment.Hub, [[EctHub.BlockPublishedEvent.Topic], [task]], fromBlock, ct: ct);
        return [.. logs.Select(log => EctHub.BlockPublishedEvent.TryDecode(log, out var published) ? published : null).OfType<EctHub.BlockPublishedEvent>()];
    }

    /// <summary>A published block's bytes: from its transaction's input, or, if a contract published it, from the event. They have the digest.</summary>
    /// <returns>Null if the transaction is not, or no longer, in the chain.</returns>
    public async Task<byte[]?> ReadPublishedAsync(EctHub.BlockPublishedEvent published, CancellationToken ct = default)
    {
        var transaction = published.Position.TransactionHash;
        if (await Client.GetTransactionByHashAsync(transaction, ct) is { } sent && EctHub.ReadPublishBlock(sent.Input) is { } input && Has(published, input))
        {
            return input;
        }

        var logs = (await Client.GetTransactionReceiptAsync(transaction, ct))?.Logs.Where(log => log.Address == Deployment.Hub) ?? [];
        return logs.Select(log => EctHub.BlockDataEvent.TryDecode(log, out var block) ? block.Data : null).FirstOrDefault(data => data is not null && Has(published, data));
    }

    private static bool Has(EctHub.BlockPublishedEvent published, byte[] data) => SHA256.HashData(data).AsSpan().SequenceEqual(published.BlockDigest.ToBytes());
}
