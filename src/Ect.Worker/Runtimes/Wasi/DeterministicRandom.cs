using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Ect.Worker.Runtimes.Wasi;

/// <summary>SHA-256 in counter mode over the task's seed: the same bytes on every worker, different in every task.</summary>
internal sealed class DeterministicRandom
{
    private readonly byte[] _input;
    private readonly byte[] _block = new byte[SHA256.HashSizeInBytes];
    private ulong _counter;
    private int _used = SHA256.HashSizeInBytes;

    public DeterministicRandom(ReadOnlySpan<byte> seed)
    {
        _input = new byte[seed.Length + sizeof(ulong)];
        seed.CopyTo(_input);
    }

    /// <summary>Bytes given so far.</summary>
    public ulong Position
    {
        get => (_counter * (ulong)_block.Length) - (ulong)(_block.Length - _used);
        set
        {
            (_counter, var used) = Math.DivRem(value, (ulong)_block.Length);
            _used = _block.Length;
            if (used > 0)
            {
                NextBlock();
                _used = (int)used;
            }
        }
    }

    public void Fill(Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            if (_used == _block.Length)
            {
                NextBlock();
            }

            var count = Math.Min(destination.Length, _block.Length - _used);
            _block.AsSpan(_used, count).CopyTo(destination);
            destination = destination[count..];
            _used += count;
        }
    }

    private void NextBlock()
    {
        BinaryPrimitives.WriteUInt64BigEndian(_input.AsSpan(^sizeof(ulong)), _counter++);
        SHA256.HashData(_input, _block);
        _used = 0;
    }
}
