namespace Ect.Ethereum.Rpc;

/// <summary>Reads that several endpoints must agree on.</summary>
internal sealed partial class NodePool
{
    private const int LongestQuote = 80;
    private static readonly TimeSpan HeadGrace = TimeSpan.FromMilliseconds(50);

    /// <summary>How many endpoints must agree.</summary>
    public int Quorum => Math.Clamp(_options.Quorum ?? Majority, 1, _nodes.Length);

    /// <summary>Asks every endpoint the same, at the same block, and gives what enough of them say.</summary>
    /// <exception cref="RpcException">Enough of them refuse alike.</exception>
    /// <exception cref="NoQuorumException">Too few agree, after all rounds.</exception>
    public async Task<T?> AgreeAsync<T>(Question<T> question, CancellationToken cancellationToken)
    {
        if (IsSingle || !SharedBlock.IsRead(question.Method))
        {
            return await CallAsync(question, cancellationToken);
        }

        await ProbeIfDueAsync(cancellationToken);
        for (var round = 1; ; round++)
        {
            var answers = await AskAllAsync(question, round, cancellationToken);
            if (answers.Agreed is { } agreed)
            {
                return agreed is Attempt<T>.Refused refused ? throw refused.Error : ((Attempt<T>.Answered)agreed).Value;
            }

            if (round >= _options.Attempts)
            {
                throw new NoQuorumException(question.Method, Quorum, [.. _nodes.Select(node => new NodeAnswer(node.Name, answers.Said.GetValueOrDefault(node, "nothing yet")))]);
            }

            await Task.Delay(_options.FirstDelay * Math.Pow(2, round - 1), _time, cancellationToken);
        }
    }

    private async Task<(Attempt<T>? Agreed, Dictionary<RpcNode, string> Said)> AskAllAsync<T>(Question<T> question, int round, CancellationToken cancellationToken)
    {
        var said = new Dictionary<RpcNode, string>();
        if (question.IsOfNewest)
        {
            var heads = await HeadsAsync(round, said, cancellationToken);
            if (heads.Count < Quorum)
            {
                return (null, said);
            }

            // The newest block that enough of them have.
            var head = heads[Quorum - 1];
            if (question.Method == "eth_blockNumber")
            {
                return (new Attempt<T>.Answered(_nodes[0], (T)(object)head), said);
            }

            question = question.At(head);
        }

        var groups = new Dictionary<string, int>(StringComparer.Ordinal);
        await foreach (var done in Task.WhenEach(Fit(said).Select(node => question.AskAsync(node, FailoverTimeout(round), cancellationToken)).ToList()))
        {
            var attempt = await done;
            var key = attempt.MeaningBy(question.TextOf);
            said[attempt.Node] = key is null ? ((Attempt<T>.Failed)attempt).Reason : key.Length <= LongestQuote ? key : $"{key[..LongestQuote]}… ({Keccak256.Hash(key).ToString()[..10]})";
            if (key is not null && (groups[key] = groups.GetValueOrDefault(key) + 1) >= Quorum)
            {
                return (attempt, said);
            }
        }

        return (null, said);
    }

    /// <summary>
    /// The endpoints' heads, the highest first. Who failed last is not asked as long as enough others do well, and who is
    /// slower than enough others is waited for only a moment.
    /// </summary>
    private async Task<List<ulong>> HeadsAsync(int round, Dictionary<RpcNode, string> said, CancellationToken cancellationToken)
    {
        var fit = Fit(said).ToList();
        var well = fit.Where(node => node.Health.Trouble is null && !IsBehind(node)).ToList();
        var asked = (well.Count >= Quorum ? well : fit).Select(node => node.TryAsync("eth_blockNumber", [], RpcJsonContext.Default.UInt64, FailoverTimeout(round), cancellationToken)).ToList();
        var heads = new List<ulong>();
        while (asked.Count > 0)
        {
            var first = Task.WhenAny(asked);
            if (heads.Count >= Quorum && !first.IsCompleted && await Task.WhenAny(first, Task.Delay(HeadGrace, _time, cancellationToken)) != first)
            {
                break;
            }

            var done = await first;
            asked.Remove(done);
            switch (await done)
            {
                case Attempt<ulong>.Answered head:
                    heads.Add(head.Value);
                    break;
                case Attempt<ulong>.Failed failed:
                    said[failed.Node] = failed.Reason;
                    break;
                case var refused:
                    said[refused.Node] = "that it does not tell its newest block";
                    break;
            }
        }

        return [.. heads.OrderDescending()];
    }

    private IEnumerable<RpcNode> Fit(Dictionary<RpcNode, string> said)
    {
        foreach (var node in _nodes)
        {
            if (IsOfAnotherChain(node))
            {
                said[node] = $"nothing that counts: it serves chain {node.Health.Chain}, not chain {ExpectedChain}";
            }
            else
            {
                yield return node;
            }
        }
    }
}
