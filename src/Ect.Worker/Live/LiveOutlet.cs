using Ect.Ethereum;
using Ect.Protocol.Live;
using Ect.Wire;
using Ect.Worker.Sessions;

namespace Ect.Worker.Live;

/// <summary>One stream on its way out, a chunk at a time. <see cref="Write"/> is for the application's thread, the rest for one other.</summary>
internal sealed class LiveOutlet(LiveChannel channel, Bytes32 task, LiveSealer sealer, ISchedulerPost post)
{
    private readonly LiveBuffer _buffer = new();
    private WorkerMessage? _refused;
    private bool _isEnding;
    private bool _isEnded;

    /// <summary>Whether the way is not clear.</summary>
    public bool IsRefused => _refused is not null;

    public void Write(ReadOnlySpan<byte> data) => _buffer.Write(data);

    /// <summary>Nothing more is written.</summary>
    public void End() => _isEnding = true;

    /// <summary>Sends one chunk if there is something to say; true when nothing is left.</summary>
    public bool Send()
    {
        // What was sealed keeps its number, so it goes first; nothing is ever sealed twice under one number.
        if (_refused is not null)
        {
            if (!post.Offer(_refused))
            {
                return false;
            }

            _refused = null;
        }

        if (_isEnded)
        {
            return true;
        }

        var bytes = _buffer.Take(_isEnding);
        var isLast = _isEnding && _buffer.IsEmpty;
        if (bytes.Length > 0 || isLast)
        {
            _isEnded = isLast;
            LiveChunk chunk;
            lock (sealer)
            {
                chunk = sealer.Seal(channel, bytes, isLast);
            }

            var message = new WorkerMessage { LogChunk = LiveMessages.Of(task, chunk) };
            if (!post.Offer(message))
            {
                _refused = message;
            }
        }

        return _refused is null && (_isEnded || (!_isEnding && _buffer.IsEmpty));
    }
}
