using Ect.Ethereum;
using Ect.Protocol.Signing;

namespace Ect.Protocol.Live;

/// <summary>
/// The worker's side of one run: makes a key, and seals chunks with it. It numbers them itself, so that no number is used
/// twice. Not for concurrent callers.
/// </summary>
public sealed class LiveSealer : IDisposable
{
    private readonly LiveCipher _cipher;
    private readonly ulong[] _next = new ulong[(int)LiveChannel.Note + 1];
    private readonly byte[] _key;
    private readonly byte[] _signature;

    internal LiveSealer(EctDomain domain, PrivateKey worker, PublicKey recipient, Bytes32 task, PrivateKey ephemeral)
    {
        var key = ephemeral.PublicKey;
        _key = key.ToBytes();
        _signature = new LiveKeyMessage(task, key).Sign(domain, worker);
        _cipher = LiveCipher.Derive(ephemeral.Agree(recipient), key, recipient, task, worker.Address);
    }

    /// <summary>Starts a run.</summary>
    /// <param name="domain">The network.</param>
    /// <param name="worker">The worker's wallet, which signs the new key.</param>
    /// <param name="recipient">The deal's log key.</param>
    /// <param name="task">The task.</param>
    public static LiveSealer Start(EctDomain domain, PrivateKey worker, PublicKey recipient, Bytes32 task)
    {
        // The secret half is gone with this call: whoever takes the worker's disk or wallet later reads nothing.
        using var ephemeral = PrivateKey.Generate();
        return new(domain, worker, recipient, task, ephemeral);
    }

    /// <summary>Seals the next chunk of a stream.</summary>
    /// <exception cref="ArgumentException">More than <see cref="LiveChunk.MaxBytes"/> bytes.</exception>
    public LiveChunk Seal(LiveChannel channel, ReadOnlySpan<byte> plain, bool isLast = false)
    {
        if (plain.Length > LiveChunk.MaxBytes)
        {
            throw new ArgumentException($"A chunk has at most {LiveChunk.MaxBytes} bytes, not {plain.Length}.", nameof(plain));
        }

        var sequence = _next[(int)channel]++;
        return new(channel, sequence, isLast, _key, _signature, _cipher.Seal(channel, sequence, isLast, plain));
    }

    /// <inheritdoc/>
    public void Dispose() => _cipher.Dispose();
}
