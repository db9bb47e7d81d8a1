using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Ect.Ethereum.Transactions;

namespace Ect.Ethereum.Rpc;

/// <summary>
/// The endpoints of one chain. Reads stay with one endpoint as long as it does well, so that what was read is not unread by
/// another one's older head, and go on with the next when it fails.
/// </summary>
internal sealed partial class NodePool : IDisposable
{
    private readonly EthClientOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly RpcNode[] _nodes;
    private volatile RpcNode? _favourite;

    public NodePool(RpcEndpoints endpoints, EthClientOptions options, TimeProvider time, HttpMessageHandler? handler)
    {
        Endpoints = endpoints;
        _options = options;
        _time = time;
        _http = new(handler ?? new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
        _nodes = [.. endpoints.Select(url => new RpcNode(url, _http, options, time))];
    }

    public RpcEndpoints Endpoints { get; }

    public bool IsSingle => _nodes.Length == 1;

    /// <summary>Asks one endpoint after the other, in rounds, until one answers.</summary>
    /// <exception cref="RpcException">The node refuses, or no endpoint's answer can be used.</exception>
    /// <exception cref="NodeUnreachableException">No answer after all rounds.</exception>
    public async Task<T?> CallAsync<T>(Question<T> question, CancellationToken cancellationToken)
    {
        await ProbeIfDueAsync(cancellationToken);
        for (var round = 1; ; round++)
        {
            var failures = new List<Attempt<T>.Failed>();
            foreach (var node in InOrder())
            {
                var isLast = failures.Count == _nodes.Length - 1;
                var attempt = await question.AskAsync(node, isLast ? _options.AttemptTimeout : FailoverTimeout(round), cancellationToken);
                if (attempt is Attempt<T>.Failed failed)
                {
                    failures.Add(failed);
                    continue;
                }

                _favourite = node;
                return attempt is Attempt<T>.Refused refused ? throw refused.Error : ((Attempt<T>.Answered)attempt).Value;
            }

            await RestOrThrowAsync(failures, round, cancellationToken);
        }
    }

    /// <summary>Hands a signed transaction to every endpoint that does well; one that takes it is enough.</summary>
    /// <inheritdoc cref="CallAsync" path="/exception"/>
    public async Task<T?> BroadcastAsync<T>(string method, JsonArray parameters, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        await ProbeIfDueAsync(cancellationToken);
        for (var round = 1; ; round++)
        {
            // The others have it too, whoever is first: nothing is cancelled.
            var fit = InOrder();
            var asked = (fit.Where(node => !node.Health.IsResting).ToList() is { Count: > 0 } well ? well : fit)
                .Select(node => node.TryAsync(method, (JsonArray)parameters.DeepClone(), type, _options.AttemptTimeout, cancellationToken)).ToList();
            var refusals = new List<RpcException>();
            var failures = new List<Attempt<T>.Failed>();
            await foreach (var done in Task.WhenEach(asked))
            {
                switch (await done)
                {
                    case Attempt<T>.Answered answered:
                        return answered.Value;
                    case Attempt<T>.Refused refused:
                        refusals.Add(refused.Error);
                        break;
                    case Attempt<T>.Failed failed:
                        failures.Add(failed);
                        break;
                }
            }

            if (refusals.Count > 0)
            {
                throw refusals.FirstOrDefault(refusal => SendOutcomes.Of(refusal) == SendOutcome.Accepted) ?? refusals[0];
            }

            await RestOrThrowAsync(failures, round, cancellationToken);
        }
    }

    public IReadOnlyList<EndpointState> States() =>
        [.. _nodes.Select(node => WhyNotAsked(node) is { } why ? new EndpointState(node.Name, false, node.Health.Head, why) : new(node.Name, true, node.Health.Head, node.Health.Trouble))];

    public void Dispose() => _http.Dispose();

    private string? WhyNotAsked(RpcNode node) =>
        IsOfAnotherChain(node) ? $"it serves chain {node.Health.Chain}, not chain {ExpectedChain}"
        : IsBehind(node) ? $"its head {node.Health.Head} is behind the others' {ReferenceHead}"
        : node.Health.IsResting ? node.Health.Trouble
        : null;

    /// <summary>Who is asked, the best first: nobody of another chain, and who rests or is behind only after the others.</summary>
    private List<RpcNode> InOrder()
    {
        if (IsSingle)
        {
            return [.. _nodes];
        }

        var fit = _nodes.Where(node => !IsOfAnotherChain(node))
            .OrderBy(node => node.Health.IsResting).ThenBy(IsBehind).ThenBy(node => (int)node.Health.Faults).ThenBy(node => node != _favourite).ToList();
        return fit.Count > 0 ? fit : throw new ChainMismatchException(Endpoints.ToString(), ExpectedChain ?? 0, _nodes[0].Health.Chain ?? 0);
    }

    private TimeSpan FailoverTimeout(int round) => _options.FailoverTimeout * round is var patience && patience < _options.AttemptTimeout ? patience : _options.AttemptTimeout;

    private async Task RestOrThrowAsync<T>(List<Attempt<T>.Failed> failures, int round, CancellationToken cancellationToken)
    {
        if (round >= _options.Attempts || failures.All(failed => failed.IsDefinite))
        {
            // What a node said tells more than that another one is silent.
            throw (failures.FirstOrDefault(failed => failed.IsDefinite) ?? failures[0]).ToException();
        }

        var wait = _options.FirstDelay * Math.Pow(2, round - 1) * (0.75 + (Random.Shared.NextDouble() / 2));
        var asked = failures.Min(failed => failed.RetryAfter ?? TimeSpan.Zero);
        await Task.Delay(asked > wait ? (asked < _options.LongestRest ? asked : _options.LongestRest) : wait, _time, cancellationToken);
    }
}
