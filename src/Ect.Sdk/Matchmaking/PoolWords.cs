using System.Text;
using Ect.ClassAds;
using Ect.ClassAds.Programs;
using Ect.ClassAds.Values;
using Ect.Contracts;
using Ect.Ethereum;

namespace Ect.Sdk.Matchmaking;

/// <summary>What a pool's owner says of it, put together from all that was ever said.</summary>
public sealed class PoolWords
{
    // By the name's bytes without capitals, each a letter.
    private readonly OrderedDictionary<string, (string? Name, Value Value)> _words = new(StringComparer.Ordinal);

    /// <summary>How many attributes, those with a name that is no text included.</summary>
    public int Count => _words.Count;

    /// <summary>The attributes, in the order in which they were first said.</summary>
    public IReadOnlyList<KeyValuePair<string, Value>> Attributes => [.. _words.Values.Where(word => word.Name is not null).Select(word => KeyValuePair.Create(word.Name!, word.Value))];

    /// <summary>The attributes as an ad.</summary>
    public ClassAd Ad => Attributes.Aggregate(ClassAd.Empty, (ad, word) => ad.With(word.Key, word.Value));

    /// <summary>What the owner says by this name; undefined if nothing.</summary>
    public Value this[string name] => _words.TryGetValue(KeyOf(Encoding.UTF8.GetBytes(name)), out var word) ? word.Value : Value.Undefined;

    /// <summary>What is left of everything that was said of one pool.</summary>
    /// <param name="statements">All of it, the oldest first. A new owner's first words make the words before them nothing.</param>
    /// <param name="owner">Who owns the pool now: what others said counts no more.</param>
    public static PoolWords Of(IEnumerable<PoolStatement> statements, Address owner)
    {
        var words = new PoolWords();
        Address? speaker = null;
        foreach (var statement in statements)
        {
            if (statement.Owner != speaker)
            {
                words._words.Clear();
                speaker = statement.Owner;
            }

            foreach (var attribute in statement.Attributes)
            {
                words.Say(attribute);
            }
        }

        return speaker == owner ? words : new();
    }

    private void Say(PoolStatement.Part attribute)
    {
        var key = KeyOf(attribute.Name);
        if (attribute.Kind == AttributeKind.Undefined)
        {
            _words.Remove(key);
            return;
        }

        var name = Encoding.UTF8.GetString(attribute.Name);
        _words[key] = (Encoding.UTF8.GetBytes(name).AsSpan().SequenceEqual(attribute.Name) ? name : null, ValueOf(attribute));
    }

    private static Value ValueOf(PoolStatement.Part attribute)
    {
        if (attribute.Kind != AttributeKind.Text)
        {
            return attribute.Kind == AttributeKind.Boolean ? Value.Of(attribute.Number != 0) : Value.Of(attribute.Number);
        }

        var word = new byte[Word.Size];
        word[0] = (byte)ValueKind.String;
        attribute.Text.CopyTo(word.AsSpan(1));
        return Word.Read(word);
    }

    private static string KeyOf(byte[] name) => Encoding.Latin1.GetString([.. name.Select(letter => letter is >= (byte)'A' and <= (byte)'Z' ? (byte)(letter | 0x20) : letter)]);
}
