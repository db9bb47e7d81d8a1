namespace Ect.Ethereum.Rpc;

/// <summary>Which chain and head each of several endpoints has.</summary>
internal sealed partial class NodePool
{
    private readonly Lock _probeLock = new();
    private Task? _probe;
    private bool _isKnown;
    private long _probedAt;

    /// <summary>The chain that endpoints must serve; null while nobody knows.</summary>
    private ulong? ExpectedChain => _options.ChainId
        ?? _nodes.Where(node => node.Health.Chain is not null).GroupBy(node => node.Health.Chain).FirstOrDefault(same => same.Count() >= Majority)?.Key;

    /// <summary>The second highest head, or the higher of two: one endpoint alone is not believed to be ahead of all.</summary>
    private ulong? ReferenceHead
    {
        get
        {
            var heads = _nodes.Where(node => !IsOfAnotherChain(node)).Select(node => node.Health.Head).OfType<ulong>().OrderDescending().ToList();
            return heads.Count == 0 ? null : heads.Count <= 2 ? heads[0] : heads[1];
        }
    }

    private int Majority => (_nodes.Length / 2) + 1;

    private bool IsOfAnotherChain(RpcNode node) => !IsSingle && node.Health.Chain is { } chain && ExpectedChain is { } expected && chain != expected;

    private bool IsBehind(RpcNode node) => node.Health.Head is { } head && ReferenceHead is { } reference && head + _options.MaxLag < reference;

    /// <summary>The first call waits for the first look at all endpoints; later looks go on beside the calls.</summary>
    private async Task ProbeIfDueAsync(CancellationToken cancellationToken)
    {
        if (IsSingle)
        {
            return;
        }

        Task probe;
        lock (_probeLock)
        {
            if (_probe is null || (_probe.IsCompleted && _time.GetElapsedTime(_probedAt) >= _options.ProbeInterval))
            {
                _probedAt = _time.GetTimestamp();
                _isKnown = _probe is not null;
                _probe = Task.WhenAll(_nodes.Select(ProbeAsync));
            }

            probe = _probe;
        }

        if (!_isKnown)
        {
            await probe.WaitAsync(cancellationToken);
        }
    }

    private async Task ProbeAsync(RpcNode node)
    {
        if (await node.TryAsync("eth_chainId", [], RpcJsonContext.Default.UInt64, _options.FailoverTimeout, CancellationToken.None) is Attempt<ulong>.Answered chain)
        {
            node.Health.SawChain(chain.Value);
            await node.TryAsync("eth_blockNumber", [], RpcJsonContext.Default.UInt64, _options.FailoverTimeout, CancellationToken.None);
        }
    }
}
