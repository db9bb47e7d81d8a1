using Ect.Ethereum.Rpc;

namespace Ect.Ethereum.Transactions;

/// <summary>The loop that looks after transactions under way.</summary>
public sealed partial class TransactionSender
{
    private const int MaxGap = 64;
    private const int MaxLooksByHash = 50;

    private readonly SettledTransactions _settled = new();
    private readonly Lock _watchLock = new();
    private Task? _watch;
    private volatile TaskCompletionSource _work = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _fresh;
    private long _gapSince;

    private void Watch()
    {
        _fresh = true;
        _work.TrySetResult();
        lock (_watchLock)
        {
            _watch ??= Task.Run(WatchAsync);
        }
    }

    private async Task WatchAsync()
    {
        var shortest = _options.PollInterval / 20;
        var delay = shortest;
        try
        {
            while (true)
            {
                if (_inFlight.IsEmpty)
                {
                    await _work.Task.WaitAsync(_stop.Token);
                    _work = new(TaskCreationOptions.RunContinuationsAsynchronously);
                    if (_inFlight.IsEmpty)
                    {
                        continue;
                    }
                }

                delay = _fresh ? shortest : TimeSpan.FromTicks(Math.Min(delay.Ticks * 3 / 2, _options.PollInterval.Ticks));
                _fresh = false;
                await Task.Delay(delay, _time, _stop.Token);
                await LookSafelyAsync();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Closed.
        }
    }

    private async Task LookSafelyAsync()
    {
        try
        {
            await LookAsync(_stop.Token);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The next look tries again; whoever times out meanwhile learns the reason.
            foreach (var pending in _inFlight.Values)
            {
                pending.Reason = exception.Message.TrimEnd('.');
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var mined = await _client.GetTransactionCountAsync(Address, BlockTag.Latest, cancellationToken);
        var head = _options.Confirmations > 1 ? await _client.BlockNumberAsync(cancellationToken) : ulong.MaxValue;
        foreach (var pending in _inFlight.Values.Where(pending => pending.Nonce < mined).OrderBy(pending => pending.Nonce))
        {
            await SettleAsync(pending, head, cancellationToken);
        }

        PendingTransaction[] waiting = [.. _inFlight.Values.Where(pending => pending.Nonce >= mined).OrderBy(pending => pending.Nonce)];
        if (waiting is not [var first, ..])
        {
            return;
        }

        foreach (var pending in waiting.Where(pending => pending.MinedIn is not null))
        {
            (pending.MinedIn, pending.Reason) = (null, "a re-organisation took its block away");
        }

        var counted = await _client.GetTransactionCountAsync(Address, BlockTag.Pending, cancellationToken);
        await FillGapAsync(counted, first.Nonce, cancellationToken);
        foreach (var pending in waiting.Where(pending => Elapsed(pending.SeenAt) >= _options.ResendAfter).Take(MaxLooksByHash))
        {
            await ResendIfLostAsync(pending, cancellationToken);
        }

        if (Elapsed(first.MadeAt) >= _options.BumpAfter && first.Nonce == mined)
        {
            await RaiseAsync(first, cancellationToken);
        }
    }

    /// <summary>Its nonce is used: by one of its versions, or by another transaction, which displaced it.</summary>
    private async Task SettleAsync(PendingTransaction pending, ulong head, CancellationToken cancellationToken)
    {
        if (pending.MinedIn is { } block && !IsDeep(block, head))
        {
            return;
        }

        foreach (var hash in pending.Hashes.Reverse())
        {
            if (await _client.GetTransactionReceiptAsync(hash, cancellationToken) is { } receipt)
            {
                if (!IsDeep(receipt.BlockNumber, head))
                {
                    (pending.MinedIn, pending.MissingSince) = (receipt.BlockNumber, 0);
                    pending.Reason = $"block {receipt.BlockNumber} has it, and {_options.Confirmations} blocks are waited for";
                    return;
                }

                _settled.Add(pending, hash);
                _inFlight.TryRemove(pending.Nonce, out _);
                pending.Completion.TrySetResult(receipt);
                return;
            }
        }

        pending.MinedIn = null;

        // A node may count a transaction a moment before it has the receipt.
        if (pending.MissingSince == 0)
        {
            pending.MissingSince = _time.GetTimestamp();
        }
        else if (Elapsed(pending.MissingSince) >= _options.Doubt)
        {
            if (await IsKnownAsync(pending, cancellationToken))
            {
                pending.Reason = "a node counts it, and none has a receipt of it yet";
                return;
            }

            await MoveAsync(pending, cancellationToken);
        }
    }

    private bool IsDeep(ulong block, ulong head) => head >= block + (ulong)_options.Confirmations - 1;

    /// <summary>Sends a displaced transaction with a new nonce; its old versions can never be mined.</summary>
    private async Task MoveAsync(PendingTransaction pending, CancellationToken cancellationToken)
    {
        _inFlight.TryRemove(pending.Nonce, out _);
        try
        {
            // What displaced it may have done its work: then the contract refuses now, and the caller learns so.
            pending.GasLimit = Math.Max(pending.GasLimit, await EstimateAsync(pending.To, pending.Data, pending.Value, cancellationToken));
            await EnqueueAsync(pending, cancellationToken);
        }
        catch (Exception exception) when (exception is RevertException or InsufficientFundsException or ChainMismatchException)
        {
            pending.Completion.TrySetException(exception);
        }
        catch (Exception)
        {
            _inFlight.TryAdd(pending.Nonce, pending); // Could not be moved now: the next look tries again.
            throw;
        }
    }

    // What is mined and lacks only its receipt (nodes index late, balancers mix nodes) must not be done a second time: of several
    // nodes enough must say that they do not know it.
    private async Task<bool> IsKnownAsync(PendingTransaction pending, CancellationToken cancellationToken)
    {
        foreach (var hash in pending.Hashes)
        {
            if (await _client.Agreed.GetTransactionByHashAsync(hash, cancellationToken) is not null)
            {
                return true;
            }
        }

        return await _client.Agreed.GetTransactionCountAsync(Address, BlockTag.Latest, cancellationToken) <= pending.Nonce;
    }

    private async Task ResendIfLostAsync(PendingTransaction pending, CancellationToken cancellationToken)
    {
        if (await _client.GetTransactionByHashAsync(pending.Newest.Hash, cancellationToken) is not null)
        {
            pending.SeenAt = _time.GetTimestamp();
            pending.Reason = "it waits in the node's pool";
            return;
        }

        pending.Reason = "the node lost it; it was sent again";
        switch (await PutAsync(pending.Newest.Encode(), cancellationToken))
        {
            case SendOutcome.FeeTooLow or SendOutcome.NonceTaken:
                await RaiseAsync(pending, cancellationToken);
                break;
            case SendOutcome.InsufficientFunds:
                pending.Reason = $"the node lost it, and {Address} cannot pay for it any more";
                break;
            case SendOutcome.TooEarly:
                pending.Reason = "the node wants the transactions before it first";
                break;
        }

        pending.SeenAt = _time.GetTimestamp();
    }

    private async Task RaiseAsync(PendingTransaction pending, CancellationToken cancellationToken)
    {
        var old = (DynamicFeeTransaction)pending.Newest.Transaction;
        var fees = await _fees.RaiseAsync(old, cancellationToken);
        if (fees.MaxFeePerGas * 10 < old.MaxFeePerGas * 11)
        {
            // Nodes refuse a replacement that pays less than a tenth more.
            pending.Reason = $"its fees stand at the limit of {_options.MaxFeePerGas} wei per gas (MaxFeePerGas); it waits until the chain asks less";
            return;
        }

        var raised = Sign(pending, pending.Nonce, fees);

        // Noted before it is sent: without an answer it may still be the one that is mined.
        pending.Add(raised, _time.GetTimestamp());
        pending.Reason = $"its fees were raised to {fees.MaxFeePerGas} wei per gas";
        await PutAsync(raised.Encode(), cancellationToken);
    }

    /// <summary>Nonces below the first one under way that the node does not have: nothing later can be mined before they are.</summary>
    private async Task FillGapAsync(ulong counted, ulong first, CancellationToken cancellationToken)
    {
        if (counted >= first)
        {
            _gapSince = 0;
            return;
        }

        if (first - counted > MaxGap)
        {
            throw new InvalidOperationException($"the chain counts {counted} transactions of {Address} where {first} were sent: it was reset, or restored from an old state");
        }

        if (_gapSince == 0)
        {
            _gapSince = _time.GetTimestamp();
            return;
        }

        if (Elapsed(_gapSince) < _options.Doubt)
        {
            return;
        }

        for (var nonce = counted; nonce < first; nonce++)
        {
            await PutAsync(_settled.TryGetRaw(nonce) ?? await NothingAsync(nonce, cancellationToken), cancellationToken);
        }

        _gapSince = 0;
    }

    /// <summary>A transfer of nothing to oneself: uses up a nonce whose transaction nobody has any more.</summary>
    private async Task<byte[]> NothingAsync(ulong nonce, CancellationToken cancellationToken)
    {
        var nothing = new PendingTransaction(Address, [], 0, await EstimateAsync(Address, [], 0, cancellationToken));
        return Sign(nothing, nonce, await _fees.CurrentAsync(cancellationToken)).Encode();
    }

    private TimeSpan Elapsed(long since) => _time.GetElapsedTime(since);
}
