using Ect.ClassAds.Syntax;

namespace Ect.ClassAds.Functions;

/// <summary>An expression's source as unparse() gives it: an ad or list at the top has a line for each part.</summary>
internal static class PrettyPrint
{
    public static string Of(Node node) => node switch
    {
        AdNode { Count: var count } ad => Block(4, '[', ']', ad.Attributes.Select((pair, i) => $"{new SourceWriter().Name(pair.Key)} = {pair.Value}{(i + 1 < count ? "; " : "")}")),
        ListNode list => Block(3, '{', '}', list.Elements.Select((element, i) => element + (i + 1 < list.Elements.Length ? "," : ""))),
        _ => node.ToString(),
    };

    private static string Block(int indent, char open, char close, IEnumerable<string> lines) =>
        $"\n{new string(' ', indent)}{open}{string.Concat(lines.Select(line => $"\n{new string(' ', indent * 2)}{line}"))}\n{new string(' ', indent)}{close}";
}
