using Ect.ClassAds.Compiling;
using Ect.ClassAds.Syntax;
using Ect.ClassAds.Text;

namespace Ect.ClassAds.Matching;

/// <summary>
/// Names that attributes of an ad look up when they are evaluated, as far as they stand written: what <c>eval("…")</c> looks up nobody knows
/// before.
/// </summary>
/// <param name="OfOther">Those of the other ad of the match, as TARGET.name or OTHER.name.</param>
/// <param name="OfOwn">Those of the own ad that it has, also those that its other attributes look up in their turn.</param>
public sealed record AskedNames(IReadOnlySet<string> OfOther, IReadOnlySet<string> OfOwn)
{
    /// <summary>What some attributes of an ad look up; those that it lacks look up nothing.</summary>
    public static AskedNames Of(ClassAd ad, params IEnumerable<string> attributes)
    {
        var (other, own) = Raw(ad.Node, attributes.Select(name => ad.Node.Find(ByteText.Encode(name))).OfType<Node>());
        return new(Decoded(other), Decoded(own));
    }

    /// <summary>As the parser keeps names: a character a byte.</summary>
    internal static (HashSet<string> OfOther, HashSet<string> OfOwn) Raw(AdNode ad, IEnumerable<Node> nodes)
    {
        var (other, own) = (new HashSet<string>(AsciiIgnoreCase.Instance), new HashSet<string>(AsciiIgnoreCase.Instance));
        var pending = new Stack<Node>(nodes);
        while (pending.TryPop(out var node))
        {
            if (IsOfOther(node))
            {
                other.Add(((AttributeNode)node).Name);
            }
            else if (node is AttributeNode attribute && Clauses.Own(attribute, ad.Find) is { } meant)
            {
                if (own.Add(attribute.Name))
                {
                    pending.Push(meant);
                }
            }
            else
            {
                foreach (var part in Parts.Of(node))
                {
                    pending.Push(part);
                }
            }
        }

        return (other, own);
    }

    /// <summary>Whether a node is an attribute of the other ad.</summary>
    internal static bool IsOfOther(Node node) =>
        node is AttributeNode { From: AttributeNode { From: null, Absolute: false, Name: var prefix } } && (AsciiIgnoreCase.AreEqual(prefix, "target") || AsciiIgnoreCase.AreEqual(prefix, "other"));

    private static HashSet<string> Decoded(IEnumerable<string> names) => names.Select(ByteText.Decode).ToHashSet(AsciiIgnoreCase.Instance);
}
