using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Ect.Ethereum.Abi;

namespace Ect.Ethereum.Rpc;

/// <summary>
/// A chain's JSON-RPC over HTTP, from one node or several (docs/chain.md). Safe for concurrent use; one for a chain is enough.
/// </summary>
public sealed partial class EthClient : IDisposable
{
    private readonly NodePool _pool;
    private readonly bool _isAgreed;

    /// <summary>Connects to nodes; nothing is sent before the first call.</summary>
    /// <param name="endpoints">The nodes' http or https URLs; a single URL will do.</param>
    /// <param name="errors">Custom errors to name in refusals; Solidity's own two when null.</param>
    /// <param name="options">Limits and patience.</param>
    /// <param name="time">The clock for retries.</param>
    /// <param name="handler">The transport, for tests.</param>
    /// <exception cref="ArgumentException">The endpoints or options cannot be used.</exception>
    public EthClient(RpcEndpoints endpoints, ContractErrors? errors = null, EthClientOptions? options = null, TimeProvider? time = null, HttpMessageHandler? handler = null)
    {
        if (endpoints.Problem is { } problem)
        {
            throw new ArgumentException($"These endpoints cannot be used: {problem}. Give http://host:port or https://….", nameof(endpoints));
        }

        Errors = errors ?? new();
        Options = options ?? new();
        ArgumentOutOfRangeException.ThrowIfLessThan(Options.Attempts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Options.MaxBatch, 1);
        if (Options.Quorum is { } quorum && (quorum < 1 || quorum > endpoints.Count))
        {
            throw new ArgumentException($"A quorum of {quorum} of {endpoints.Count} endpoints cannot be: give 1 to {endpoints.Count}.", nameof(options));
        }

        Time = time ?? TimeProvider.System;
        _pool = new(endpoints, Options, Time, handler);
        Agreed = endpoints.Count == 1 ? this : new(this);
    }

    private EthClient(EthClient single)
    {
        (_pool, Errors, Options, Time, _isAgreed) = (single._pool, single.Errors, single.Options, single.Time, true);
        Agreed = this;
    }

    /// <summary>The nodes' URLs.</summary>
    public RpcEndpoints Endpoints => _pool.Endpoints;

    /// <summary>
    /// The same client for decisions on money: what it reads, enough endpoints say (<see cref="EthClientOptions.Quorum"/>), at
    /// the newest block that so many of them have. Its reads throw <see cref="NoQuorumException"/> where they do not agree.
    /// With a single endpoint it is the client itself.
    /// </summary>
    public EthClient Agreed { get; }

    /// <summary>How each endpoint does.</summary>
    public IReadOnlyList<EndpointState> States => _pool.States();

    /// <summary>The custom errors that refusals are named by.</summary>
    public ContractErrors Errors { get; }

    internal EthClientOptions Options { get; }

    internal TimeProvider Time { get; }

    /// <summary>Any method. The result is null where the node answers null.</summary>
    /// <exception cref="RpcException">The node refuses, or its answer is not understood.</exception>
    /// <exception cref="NodeUnreachableException">No answer after all retries.</exception>
    /// <exception cref="NoQuorumException">Endpoints that must agree do not.</exception>
    /// <exception cref="Transactions.ChainMismatchException">All of several endpoints serve another chain.</exception>
    public Task<T?> CallAsync<T>(string method, JsonArray parameters, JsonTypeInfo<T> type, CancellationToken cancellationToken = default) =>
        method == "eth_sendRawTransaction" ? _pool.BroadcastAsync(method, parameters, type, cancellationToken)
        : AskAsync(new SingleQuestion<T>(method, parameters, type), cancellationToken);

    /// <summary>Any method, with its result as JSON; for the methods that have no typed form here.</summary>
    /// <inheritdoc cref="CallAsync{T}(string, JsonArray, JsonTypeInfo{T}, CancellationToken)" path="/exception"/>
    public Task<JsonElement> CallAsync(string method, params JsonNode?[] parameters) =>
        CallAsync(method, new JsonArray(parameters), RpcJsonContext.Default.JsonElement);

    /// <inheritdoc/>
    public void Dispose() => _pool.Dispose();

    private Task<T?> AskAsync<T>(Question<T> question, CancellationToken cancellationToken) =>
        _isAgreed ? _pool.AgreeAsync(question, cancellationToken) : _pool.CallAsync(question, cancellationToken);
}
