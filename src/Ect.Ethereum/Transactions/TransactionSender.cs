using System.Collections.Concurrent;
using System.Numerics;
using Ect.Ethereum.Abi;
using Ect.Ethereum.Rpc;

namespace Ect.Ethereum.Transactions;

/// <summary>
/// Sends one key's transactions on one chain, from any number of threads. It numbers them without gaps, sends again what
/// the node lost, raises the fees of what is stuck, and moves what another transaction displaced to a new nonce.
/// </summary>
/// <remarks>While nothing is under way the chain's own count is the truth, so another program may use the key in between.</remarks>
public sealed partial class TransactionSender : IAsyncDisposable
{
    private const int MaxSendAttempts = 10;
    private const int TipNoise = 1 << 20;

    private readonly EthClient _client;
    private readonly PrivateKey _key;
    private readonly TransactionSenderOptions _options;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<ulong, PendingTransaction> _inFlight = new();
    private readonly FeePolicy _fees;
    private ulong _next;

    /// <summary>Makes a sender; nothing is sent before the first transaction.</summary>
    /// <param name="client">The node. Its registered errors name reverts.</param>
    /// <param name="key">The key; the caller keeps it alive.</param>
    /// <param name="chainId">The chain the transactions are meant for; sending to another one is refused.</param>
    /// <param name="options">Patience and generosity.</param>
    /// <param name="time">The clock.</param>
    public TransactionSender(EthClient client, PrivateKey key, ulong chainId, TransactionSenderOptions? options = null, TimeProvider? time = null)
    {
        _client = client;
        _key = key;
        _options = options ?? new();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.GasMargin, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(_options.PollInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Confirmations, 1);
        _time = time ?? TimeProvider.System;
        _fees = new(client, _options, _time);
        ChainId = chainId;
    }

    /// <summary>The account that sends and pays.</summary>
    public Address Address => _key.Address;

    /// <summary>The chain.</summary>
    public ulong ChainId { get; }

    /// <summary>The node.</summary>
    public EthClient Client => _client;

    /// <summary>Transactions under way.</summary>
    public int InFlight => _inFlight.Count;

    /// <summary>Sends a call and waits until it is mined.</summary>
    /// <exception cref="RevertException">The contract refuses, before anything is sent or in the block.</exception>
    /// <exception cref="InsufficientFundsException">The account cannot pay.</exception>
    /// <exception cref="ChainMismatchException">The node serves another chain.</exception>
    /// <exception cref="NodeUnreachableException">The node did not answer before anything was sent.</exception>
    /// <exception cref="TimeoutException">Not mined in time; the message says why. It stays looked after.</exception>
    public Task<TransactionReceipt> SendAsync(ContractCall call, ulong? gasLimit = null, CancellationToken cancellationToken = default) =>
        SendAsync(call.To, call.Data, call.Value, gasLimit, cancellationToken);

    /// <summary>Sends a transaction and waits until it is mined.</summary>
    /// <param name="to">The receiver; null deploys a contract.</param>
    /// <param name="data">The call's data or the init code.</param>
    /// <param name="value">Wei to send.</param>
    /// <param name="gasLimit">The most gas; estimated with a margin when null.</param>
    /// <param name="cancellationToken">Ends the waiting, not the transaction.</param>
    /// <inheritdoc cref="SendAsync(ContractCall, ulong?, CancellationToken)" path="/exception"/>
    public async Task<TransactionReceipt> SendAsync(Address? to, byte[] data, BigInteger value = default, ulong? gasLimit = null, CancellationToken cancellationToken = default) =>
        await CompleteAsync(await BeginAsync(to, data, value, gasLimit, cancellationToken), cancellationToken);

    /// <summary>Hands a call to the node and returns its first hash without waiting. Fees raised later change the hash: use <see cref="WaitAsync"/>.</summary>
    /// <inheritdoc cref="SendAsync(ContractCall, ulong?, CancellationToken)" path="/exception"/>
    public Task<Bytes32> SubmitAsync(ContractCall call, ulong? gasLimit = null, CancellationToken cancellationToken = default) =>
        SubmitAsync(call.To, call.Data, call.Value, gasLimit, cancellationToken);

    /// <inheritdoc cref="SubmitAsync(ContractCall, ulong?, CancellationToken)"/>
    public async Task<Bytes32> SubmitAsync(Address? to, byte[] data, BigInteger value = default, ulong? gasLimit = null, CancellationToken cancellationToken = default) =>
        (await BeginAsync(to, data, value, gasLimit, cancellationToken)).Hashes[0];

    /// <summary>Waits for a submitted transaction, whichever of its versions is mined.</summary>
    /// <exception cref="KeyNotFoundException">Neither under way here nor mined.</exception>
    /// <inheritdoc cref="SendAsync(ContractCall, ulong?, CancellationToken)" path="/exception"/>
    public async Task<TransactionReceipt> WaitAsync(Bytes32 hash, CancellationToken cancellationToken = default)
    {
        if (_inFlight.Values.FirstOrDefault(pending => pending.Hashes.Contains(hash)) is { } underWay)
        {
            return await CompleteAsync(underWay, cancellationToken);
        }

        var mined = _settled.TryGetHash(hash) ?? hash;
        var receipt = await _client.GetTransactionReceiptAsync(mined, cancellationToken)
            ?? throw new KeyNotFoundException($"Transaction {hash} is neither mined nor under way from this sender.");
        return receipt.Succeeded ? receipt : throw await ExplainAsync(receipt, cancellationToken);
    }

    /// <summary>Stops looking after transactions; those under way stay in the node's pool.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_watch is { } watch)
        {
            await watch;
        }

        foreach (var pending in _inFlight.Values)
        {
            pending.Completion.TrySetException(new ObjectDisposedException(nameof(TransactionSender), "The sender was closed while the transaction was under way."));
        }

        _stop.Dispose();
        _gate.Dispose();
    }

    private async Task<PendingTransaction> BeginAsync(Address? to, byte[] data, BigInteger value, ulong? gasLimit, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, this);
        var gas = gasLimit ?? await EstimateAsync(to, data, value, cancellationToken);
        var pending = new PendingTransaction(to, data, value, gas);
        await EnqueueAsync(pending, cancellationToken);
        return pending;
    }

    private async Task<ulong> EstimateAsync(Address? to, byte[] data, BigInteger value, CancellationToken cancellationToken)
    {
        try
        {
            return (ulong)(await _client.EstimateGasAsync(Address, to, data, value, cancellationToken) * _options.GasMargin);
        }
        catch (RpcException refusal) when (SendOutcomes.Of(refusal) == SendOutcome.InsufficientFunds)
        {
            throw await InsufficientAsync(value, cancellationToken);
        }
    }

    /// <summary>Gives a transaction the next nonce and sends it. One at a time, so that a refusal leaves no gap.</summary>
    private async Task EnqueueAsync(PendingTransaction pending, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_inFlight.IsEmpty)
            {
                await SynchroniseAsync(cancellationToken);
            }

            var since = _time.GetTimestamp();
            for (var attempt = 1; attempt <= MaxSendAttempts; attempt++)
            {
                var fees = await _fees.CurrentAsync(cancellationToken);
                var signed = Sign(pending, _next, fees);

                // Not cancelled half-way: whether the node has it must not be left open.
                var outcome = await PutAsync(signed.Encode(), CancellationToken.None);
                switch (outcome)
                {
                    case SendOutcome.Accepted or SendOutcome.Unanswered or SendOutcome.TooEarly:
                        pending.Add(signed, _time.GetTimestamp());
                        _inFlight[_next++] = pending;
                        Watch();
                        return;
                    case SendOutcome.NonceUsed or SendOutcome.NonceTaken:
                        var counted = await _client.GetTransactionCountAsync(Address, BlockTag.Pending, cancellationToken);
                        _next = Math.Max(_next + 1, counted);
                        break;
                    case SendOutcome.FeeTooLow:
                        attempt -= WaitsForLowerFees(fees, since) ? 1 : 0;
                        _fees.Forget();
                        await Task.Delay(_options.PollInterval, _time, cancellationToken);
                        break;
                    case SendOutcome.InsufficientFunds:
                        throw await InsufficientAsync(signed.Transaction.MaxFee + pending.Value, cancellationToken);
                }
            }

            throw new TimeoutException($"The node did not take a transaction of {Address} in {MaxSendAttempts} attempts: another program may be sending with the same key, or fees rise fast. Try again.");
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Whether only the limit on fees is in the way: then it is tried again for as long as one waits for a receipt.</summary>
    private bool WaitsForLowerFees(Fees fees, long since) => !_fees.IsAtLimit(fees) ? false
        : Elapsed(since) < _options.Timeout ? true
        : throw new TimeoutException($"The chain has asked more than {_options.MaxFeePerGas} wei per gas, the limit that MaxFeePerGas sets, for {_options.Timeout.TotalSeconds:0} s: nothing was sent for {Address}. Try again when fees are lower, or raise the limit.");

    private async Task SynchroniseAsync(CancellationToken cancellationToken)
    {
        var chain = await _client.ChainIdAsync(cancellationToken);
        if (chain != ChainId)
        {
            throw new ChainMismatchException(_client.Endpoints.ToString(), ChainId, chain);
        }

        _settled.Clear();
        _next = await _client.GetTransactionCountAsync(Address, BlockTag.Pending, cancellationToken);
    }

    /// <summary>
    /// The tip carries up to 2^20 wei of noise (nothing in money), so that two senders of one key never make the same
    /// transaction: a node that already knows it has it from here.
    /// </summary>
    private SignedTransaction Sign(PendingTransaction pending, ulong nonce, Fees fees) => new DynamicFeeTransaction
    {
        ChainId = ChainId,
        Nonce = nonce,
        To = pending.To,
        Data = pending.Data,
        Value = pending.Value,
        GasLimit = pending.GasLimit,
        MaxFeePerGas = fees.MaxFeePerGas,
        MaxPriorityFeePerGas = BigInteger.Min(fees.MaxFeePerGas, fees.MaxPriorityFeePerGas + Random.Shared.Next(TipNoise)),
    }.Sign(_key);

    private async Task<SendOutcome> PutAsync(byte[] raw, CancellationToken cancellationToken)
    {
        try
        {
            await _client.SendRawTransactionAsync(raw, cancellationToken);
            return SendOutcome.Accepted;
        }
        catch (NodeUnreachableException)
        {
            return SendOutcome.Unanswered;
        }
        catch (RpcException refusal) when (SendOutcomes.Of(refusal) is { } outcome)
        {
            return outcome;
        }
    }

    private async Task<TransactionReceipt> CompleteAsync(PendingTransaction pending, CancellationToken cancellationToken)
    {
        TransactionReceipt receipt;
        try
        {
            receipt = await pending.Completion.Task.WaitAsync(_options.Timeout, _time, cancellationToken);
        }
        catch (TimeoutException) when (!pending.Completion.Task.IsCompleted)
        {
            throw new TimeoutException($"Transaction {pending.Newest.Hash} (nonce {pending.Nonce}) was not mined within {_options.Timeout.TotalSeconds:0} s: {pending.Reason}.");
        }

        return receipt.Succeeded ? receipt : throw await ExplainAsync(receipt, cancellationToken);
    }

    /// <summary>Finds a mined transaction's revert reason by running it again on the state before its block.</summary>
    private async Task<RevertException> ExplainAsync(TransactionReceipt receipt, CancellationToken cancellationToken)
    {
        var info = await _client.GetTransactionByHashAsync(receipt.TransactionHash, cancellationToken);
        if (info is not null && receipt.GasUsed >= info.Gas)
        {
            return new(new DecodedError(AbiError.Parse("Error(string)"), [$"out of gas: all of {info.Gas} was used"], []), receipt.TransactionHash);
        }

        var data = Array.Empty<byte>();
        if (info is not null && receipt.BlockNumber > 0)
        {
            try
            {
                await _client.EthCallAsync(info.To, info.Input, info.From, receipt.BlockNumber - 1, info.Value, cancellationToken);
            }
            catch (RevertException revert)
            {
                data = revert.RevertData;
            }
            catch (RpcException)
            {
                // A node without the old state cannot tell: the revert stays without a reason.
            }
        }

        return new(_client.Errors.Decode(data), receipt.TransactionHash);
    }

    private async Task<InsufficientFundsException> InsufficientAsync(BigInteger needed, CancellationToken cancellationToken) =>
        new(Address, await _client.GetBalanceAsync(Address, null, cancellationToken), needed);
}
