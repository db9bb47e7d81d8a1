using Ect.Ethereum;
using Ect.Protocol.Signing;

namespace Ect.Protocol.Live;

/// <summary>The requester's side: opens chunks of any task and worker. Not for concurrent callers.</summary>
/// <param name="domain">The network.</param>
/// <param name="recipient">The wallet whose public key is the deal's log key. The caller keeps it alive.</param>
public sealed class LiveOpener(EctDomain domain, PrivateKey recipient) : IDisposable
{
    private const int MostRuns = 256;

    private readonly Dictionary<(Bytes32 Task, Address Worker, string Key), LiveCipher?> _runs = [];
    private readonly PublicKey _recipient = recipient.PublicKey;

    /// <summary>
    /// The plain bytes; null if the chunk is not what this worker sealed for this recipient at this place of this task, or
    /// is not by this worker at all.
    /// </summary>
    public byte[]? Open(Bytes32 task, Address worker, LiveChunk chunk) => chunk.IsWellFormed ? RunOf(task, worker, chunk)?.Open(chunk) : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var run in _runs.Values)
        {
            run?.Dispose();
        }

        _runs.Clear();
    }

    private LiveCipher? RunOf(Bytes32 task, Address worker, LiveChunk chunk)
    {
        // The signature is part of the name: a wrong one must not stand in the way of the right one.
        var name = (task, worker, Convert.ToHexString(chunk.Key.Span) + Convert.ToHexString(chunk.Signature.Span));
        if (!_runs.TryGetValue(name, out var run))
        {
            if (_runs.Count >= MostRuns)
            {
                Dispose();
            }

            run = PublicKey.TryFromBytes(chunk.Key.Span, out var key) && new LiveKeyMessage(task, key).IsSigned(domain, chunk.Signature.Span, worker)
                ? LiveCipher.Derive(recipient.Agree(key), key, _recipient, task, worker)
                : null;
            _runs[name] = run;
        }

        return run;
    }
}
