using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace Ect.Ethereum.Keys;

/// <summary>A BIP-39 phrase of English words that stands for a wallet's secret. Its text form hides the words.</summary>
public sealed class Mnemonic
{
    private const int SeedIterations = 2048;
    private const int BitsPerWord = 11;

    private static readonly string[] WordList = ReadWordList();
    private static readonly FrozenDictionary<string, int> Indices = WordList.Select((word, index) => (word, index)).ToFrozenDictionary(pair => pair.word, pair => pair.index);

    private readonly string[] _words;

    private Mnemonic(string[] words) => _words = words;

    /// <summary>Number of words: 12, 15, 18, 21 or 24.</summary>
    public int WordCount => _words.Length;

    /// <summary>A new phrase from the operating system's random source.</summary>
    /// <param name="words">12 (128 bits), 15, 18, 21 or 24 (256 bits).</param>
    public static Mnemonic Generate(int words = 12)
    {
        if (words is not (12 or 15 or 18 or 21 or 24))
        {
            throw new ArgumentOutOfRangeException(nameof(words), words, "A phrase has 12, 15, 18, 21 or 24 words.");
        }

        Span<byte> entropy = stackalloc byte[words / 3 * 4];
        try
        {
            RandomNumberGenerator.Fill(entropy);
            return FromEntropy(entropy);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(entropy);
        }
    }

    /// <summary>The phrase of 16, 20, 24, 28 or 32 bytes.</summary>
    /// <exception cref="ArgumentException">Another number of bytes.</exception>
    public static Mnemonic FromEntropy(ReadOnlySpan<byte> entropy)
    {
        if (entropy.Length is not (16 or 20 or 24 or 28 or 32))
        {
            throw new ArgumentException($"A phrase stands for 16, 20, 24, 28 or 32 bytes, not {entropy.Length}.", nameof(entropy));
        }

        // The checksum is at most eight bits: one byte of the hash serves every length.
        byte[] bits = [.. entropy, SHA256.HashData(entropy)[0]];
        var words = new string[entropy.Length * 3 / 4];
        for (var i = 0; i < words.Length; i++)
        {
            var index = 0;
            for (var bit = i * BitsPerWord; bit < (i + 1) * BitsPerWord; bit++)
            {
                index = (index << 1) | ((bits[bit / 8] >> (7 - (bit % 8))) & 1);
            }

            words[i] = WordList[index];
        }

        CryptographicOperations.ZeroMemory(bits);
        return new(words);
    }

    /// <summary>Reads a phrase; upper case and extra spaces do not matter.</summary>
    /// <exception cref="FormatException">Wrong number of words, an unknown word (named by its place, not shown), or a wrong checksum.</exception>
    public static Mnemonic Parse(string phrase)
    {
        var words = phrase.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is not (12 or 15 or 18 or 21 or 24))
        {
            throw new FormatException($"The phrase has {words.Length} words; 12, 15, 18, 21 or 24 are possible.");
        }

        var mnemonic = new Mnemonic(words);
        var entropy = mnemonic.ToEntropy();
        var expected = FromEntropy(entropy);
        CryptographicOperations.ZeroMemory(entropy);
        return expected._words[^1] == words[^1]
            ? expected
            : throw new FormatException("The phrase's checksum is wrong: a word is mistyped or out of order.");
    }

    /// <summary>The bytes the phrase stands for. The caller overwrites them after use.</summary>
    public byte[] ToEntropy()
    {
        var entropy = new byte[_words.Length * 4 / 3];
        for (var i = 0; i < _words.Length; i++)
        {
            if (!Indices.TryGetValue(_words[i], out var index))
            {
                throw new FormatException($"Word {i + 1} of the phrase is not in the English list of BIP-39: check its spelling.");
            }

            for (var bit = 0; bit < BitsPerWord; bit++)
            {
                var at = (i * BitsPerWord) + bit;
                if (at < entropy.Length * 8)
                {
                    entropy[at / 8] |= (byte)(((index >> (BitsPerWord - 1 - bit)) & 1) << (7 - (at % 8)));
                }
            }
        }

        return entropy;
    }

    /// <summary>The 64-byte seed of the wallet, from which <see cref="HdKey"/> derives keys.</summary>
    /// <param name="passphrase">BIP-39's optional extra secret: another one gives another wallet.</param>
    public byte[] ToSeed(string passphrase = "") => Rfc2898DeriveBytes.Pbkdf2(
        Encoding.UTF8.GetBytes(Reveal()),
        Encoding.UTF8.GetBytes("mnemonic" + Nfkd.Normalize(passphrase)),
        SeedIterations,
        HashAlgorithmName.SHA512,
        64);

    /// <summary>The phrase itself, to be shown to its owner once.</summary>
    public string Reveal() => string.Join(' ', _words);

    /// <summary>The number of words, never the words.</summary>
    public override string ToString() => $"Mnemonic of {WordCount} words";

    private static string[] ReadWordList()
    {
        using var stream = typeof(Mnemonic).Assembly.GetManifestResourceStream("bip39-english.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
