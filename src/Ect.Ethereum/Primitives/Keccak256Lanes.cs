using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ect.Ethereum;

/// <summary>
/// Keccak-256 of eight short messages at once, one in each lane of 512-bit vectors: the permutation of FIPS 202, section 3.2, with Ethereum's
/// padding. For those who hash very many; machines without such vectors compute the same more slowly.
/// </summary>
public static class Keccak256Lanes
{
    /// <summary>Messages that are hashed at once.</summary>
    public const int Count = 8;

    /// <summary>Bytes of a message that fit into one block of 136, with one byte of padding at least.</summary>
    public const int MaxLength = 135;

    private const int Words = 25;
    private const int RateWords = 17;

    private static ReadOnlySpan<ulong> RoundConstants =>
    [
        0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
        0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
        0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
        0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
        0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
        0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    /// <summary>Hashes eight messages of one length.</summary>
    /// <param name="messages">The messages, one after another.</param>
    /// <param name="hashes">Eight hashes, in their order.</param>
    /// <exception cref="ArgumentException">Not eight messages, or longer than <see cref="MaxLength"/>, or no room for the hashes.</exception>
    public static void Hash(ReadOnlySpan<byte> messages, Span<Bytes32> hashes)
    {
        var length = messages.Length / Count;
        if (messages.Length % Count != 0 || length > MaxLength || hashes.Length < Count)
        {
            throw new ArgumentException($"{messages.Length} bytes are not {Count} messages of at most {MaxLength} bytes each, with room for {Count} hashes ({hashes.Length} are there).", nameof(messages));
        }

        Span<byte> block = stackalloc byte[RateWords * sizeof(ulong)];
        Span<ulong> lanes = stackalloc ulong[Words * Count];
        lanes.Clear();
        for (var lane = 0; lane < Count; lane++)
        {
            block.Clear();
            messages.Slice(lane * length, length).CopyTo(block);
            block[length] = 0x01;
            block[^1] |= 0x80;
            for (var word = 0; word < RateWords; word++)
            {
                lanes[(word * Count) + lane] = BinaryPrimitives.ReadUInt64LittleEndian(block[(word * sizeof(ulong))..]);
            }
        }

        Span<Vector512<ulong>> state = stackalloc Vector512<ulong>[Words];
        for (var word = 0; word < Words; word++)
        {
            state[word] = Vector512.Create<ulong>(lanes.Slice(word * Count, Count));
        }

        Permute(state);
        Span<byte> hash = stackalloc byte[Bytes32.Size];
        for (var lane = 0; lane < Count; lane++)
        {
            for (var word = 0; word < Bytes32.Size / sizeof(ulong); word++)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(hash[(word * sizeof(ulong))..], state[word][lane]);
            }

            hashes[lane] = Bytes32.FromBytes(hash);
        }
    }

    private static void Permute(Span<Vector512<ulong>> state)
    {
        var (a0, a1, a2, a3, a4) = (state[0], state[1], state[2], state[3], state[4]);
        var (a5, a6, a7, a8, a9) = (state[5], state[6], state[7], state[8], state[9]);
        var (a10, a11, a12, a13, a14) = (state[10], state[11], state[12], state[13], state[14]);
        var (a15, a16, a17, a18, a19) = (state[15], state[16], state[17], state[18], state[19]);
        var (a20, a21, a22, a23, a24) = (state[20], state[21], state[22], state[23], state[24]);
        foreach (var constant in RoundConstants)
        {
            var c0 = a0 ^ a5 ^ a10 ^ a15 ^ a20;
            var c1 = a1 ^ a6 ^ a11 ^ a16 ^ a21;
            var c2 = a2 ^ a7 ^ a12 ^ a17 ^ a22;
            var c3 = a3 ^ a8 ^ a13 ^ a18 ^ a23;
            var c4 = a4 ^ a9 ^ a14 ^ a19 ^ a24;
            var d0 = c4 ^ Rotate(c1, 1);
            var d1 = c0 ^ Rotate(c2, 1);
            var d2 = c1 ^ Rotate(c3, 1);
            var d3 = c2 ^ Rotate(c4, 1);
            var d4 = c3 ^ Rotate(c0, 1);
            var b0 = a0 ^ d0;
            var b10 = Rotate(a1 ^ d1, 1);
            var b20 = Rotate(a2 ^ d2, 62);
            var b5 = Rotate(a3 ^ d3, 28);
            var b15 = Rotate(a4 ^ d4, 27);
            var b16 = Rotate(a5 ^ d0, 36);
            var b1 = Rotate(a6 ^ d1, 44);
            var b11 = Rotate(a7 ^ d2, 6);
            var b21 = Rotate(a8 ^ d3, 55);
            var b6 = Rotate(a9 ^ d4, 20);
            var b7 = Rotate(a10 ^ d0, 3);
            var b17 = Rotate(a11 ^ d1, 10);
            var b2 = Rotate(a12 ^ d2, 43);
            var b12 = Rotate(a13 ^ d3, 25);
            var b22 = Rotate(a14 ^ d4, 39);
            var b23 = Rotate(a15 ^ d0, 41);
            var b8 = Rotate(a16 ^ d1, 45);
            var b18 = Rotate(a17 ^ d2, 15);
            var b3 = Rotate(a18 ^ d3, 21);
            var b13 = Rotate(a19 ^ d4, 8);
            var b14 = Rotate(a20 ^ d0, 18);
            var b24 = Rotate(a21 ^ d1, 2);
            var b9 = Rotate(a22 ^ d2, 61);
            var b19 = Rotate(a23 ^ d3, 56);
            var b4 = Rotate(a24 ^ d4, 14);
            a0 = b0 ^ Vector512.AndNot(b2, b1);
            a1 = b1 ^ Vector512.AndNot(b3, b2);
            a2 = b2 ^ Vector512.AndNot(b4, b3);
            a3 = b3 ^ Vector512.AndNot(b0, b4);
            a4 = b4 ^ Vector512.AndNot(b1, b0);
            a5 = b5 ^ Vector512.AndNot(b7, b6);
            a6 = b6 ^ Vector512.AndNot(b8, b7);
            a7 = b7 ^ Vector512.AndNot(b9, b8);
            a8 = b8 ^ Vector512.AndNot(b5, b9);
            a9 = b9 ^ Vector512.AndNot(b6, b5);
            a10 = b10 ^ Vector512.AndNot(b12, b11);
            a11 = b11 ^ Vector512.AndNot(b13, b12);
            a12 = b12 ^ Vector512.AndNot(b14, b13);
            a13 = b13 ^ Vector512.AndNot(b10, b14);
            a14 = b14 ^ Vector512.AndNot(b11, b10);
            a15 = b15 ^ Vector512.AndNot(b17, b16);
            a16 = b16 ^ Vector512.AndNot(b18, b17);
            a17 = b17 ^ Vector512.AndNot(b19, b18);
            a18 = b18 ^ Vector512.AndNot(b15, b19);
            a19 = b19 ^ Vector512.AndNot(b16, b15);
            a20 = b20 ^ Vector512.AndNot(b22, b21);
            a21 = b21 ^ Vector512.AndNot(b23, b22);
            a22 = b22 ^ Vector512.AndNot(b24, b23);
            a23 = b23 ^ Vector512.AndNot(b20, b24);
            a24 = b24 ^ Vector512.AndNot(b21, b20);
            a0 ^= Vector512.Create(constant);
        }

        (state[0], state[1], state[2], state[3], state[4]) = (a0, a1, a2, a3, a4);
        (state[5], state[6], state[7], state[8], state[9]) = (a5, a6, a7, a8, a9);
        (state[10], state[11], state[12], state[13], state[14]) = (a10, a11, a12, a13, a14);
        (state[15], state[16], state[17], state[18], state[19]) = (a15, a16, a17, a18, a19);
        (state[20], state[21], state[22], state[23], state[24]) = (a20, a21, a22, a23, a24);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Rotate(Vector512<ulong> value, [ConstantExpected] byte bits) =>
        Avx512F.IsSupported ? Avx512F.RotateLeft(value, bits) : (value << bits) | (value >>> (64 - bits));
}
