namespace Ect.Ethereum.Rpc;

/// <summary>Which chain and head each of several endpoints has.</summary>
internal sealed partial class NodePool
{
    private readonly Lock _probeLock = new();
    private readonly TaskCompletionSource _known = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _probe;
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

    /// <summary>The first call waits until most endpoints have been looked at; later looks go on beside the calls.</summary>
    private async Task ProbeIfDueAsync(CancellationToken cancellationToken)
    {
        if (IsSingle)
        {
            return;
        }

        lock (_probeLock)
        {
            if (_probe is null || (_probe.IsCompleted && _time.GetElapsedTime(_probedAt) >= _options.ProbeInterval))
            {
                _probedAt = _time.GetTimestamp();
                _probe = ProbeAllAsync();
            }
        }

        await _known.Task.WaitAsync(cancellationToken);
    }

    private async Task ProbeAllAsync()
    {
        var known = 0;
        await foreach (var done in Task.WhenEach(_nodes.Select(ProbeAsync)))
        {
            if (await done && ++known >= Majority)
            {
                _known.TrySetResult();
            }
        }

        _known.TrySetResult();
    }

    /// <summary>Looks at one endpoint; gives whether it answered.</summary>
    private async Task<bool> ProbeAsync(RpcNode node)
    {
        if (await node.TryAsync("eth_chainId", [], RpcJsonContext.Default.UInt64, _options.FailoverTimeout, CancellationToken.None) is not Attempt<ulong>.Answered chain)
        {
            return false;
        }

        node.Health.SawChain(chain.Value);
        return await node.TryAsync("eth_blockNumber", [], RpcJsonContext.Default.UInt64, _options.FailoverTimeout, CancellationToken.None) is Attempt<ulong>.Answered;
    }
}
