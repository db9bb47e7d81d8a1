using System.Globalization;
using System.Text;
using Ect.Protocol.Live;

namespace Ect.Worker.Live;

/// <summary>
/// What a stream still has to send. The application is never made to wait: what finds no room is dropped, and a marker at
/// its place says how much. Written by the application's thread, emptied by another.
/// </summary>
internal sealed class LiveBuffer
{
    /// <summary>Bytes that may wait.</summary>
    public const int Capacity = 2 * LiveChunk.MaxBytes;

    /// <summary>Bytes that are sent of a stream in all; the result has the rest.</summary>
    public const int MaxTotal = 1 << 20;

    private const int MarkerRoom = 96;

    private readonly Lock _gate = new();
    private readonly byte[] _bytes = new byte[Capacity];
    private int _length;
    private long _taken;
    private long _dropped;

    /// <summary>Takes what was written.</summary>
    public void Write(ReadOnlySpan<byte> data)
    {
        lock (_gate)
        {
            // Once something is dropped, its marker must come before anything later: wait for room for both.
            if (_dropped > 0 && Room > 0)
            {
                Mark();
            }

            var kept = _dropped > 0 ? 0 : Math.Min(data.Length, Room);
            data[..kept].CopyTo(_bytes.AsSpan(_length));
            _length += kept;
            _dropped += data.Length - kept;
        }
    }

    /// <summary>Takes at most a chunk out; empty if there is nothing to send.</summary>
    /// <param name="isEnd">The application has ended: what is missing is marked even if nothing follows.</param>
    public byte[] Take(bool isEnd = false)
    {
        lock (_gate)
        {
            if (isEnd && _dropped > 0 && _length + MarkerRoom <= Capacity)
            {
                Mark();
            }

            var chunk = _bytes[..Math.Min(_length, LiveChunk.MaxBytes)];
            _bytes.AsSpan(chunk.Length, _length - chunk.Length).CopyTo(_bytes);
            _length -= chunk.Length;
            _taken += chunk.Length;
            return chunk;
        }
    }

    /// <summary>Whether nothing waits, a marker included.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _length == 0 && _dropped == 0;
            }
        }
    }

    private int Room => (int)Math.Max(0, Math.Min(Capacity - MarkerRoom - _length, MaxTotal - MarkerRoom - _taken - _length));

    private void Mark()
    {
        var marker = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\n… {_dropped} bytes not sent live; the result has them …\n"));
        marker.CopyTo(_bytes, _length);
        _length += marker.Length;
        _dropped = 0;
    }
}
