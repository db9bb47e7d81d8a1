using Ect.ClassAds.Matching;
using Ect.ClassAds.Syntax;
using Ect.ClassAds.Text;

namespace Ect.ClassAds.Compiling;

/// <summary>The conjuncts of Requirements. An expression a &amp;&amp; b accepts if and only if a and b do.</summary>
internal static class Clauses
{
    // More than this is no expression that people write.
    private const int Most = 1_000;
    private const int DeepestLook = 64;
    private const int DeepestAttribute = 8;

    /// <summary>
    /// The conjuncts. Those after one that moves the place where names are looked up (see Contexts) are kept together with it, last.
    /// </summary>
    /// <param name="node">The expression.</param>
    /// <param name="follow">What an attribute of the own ad stands for; null where it may not be looked into.</param>
    public static List<Node> Of(Node node, Func<AttributeNode, Node?> follow)
    {
        List<Node> clauses = [];
        Split(node, follow, clauses, 0);
        if (clauses.Count >= Most)
        {
            return [node];
        }

        var moving = clauses.FindIndex(clause => Moves(clause, 0));
        if (moving >= 0)
        {
            clauses.RemoveRange(moving, clauses.Count - moving);
            clauses.Add(node);
        }

        return clauses;
    }

    /// <summary>The conjuncts of an ad's Requirements as they are written: for an attribute that stands for another one, or for a value, this one.</summary>
    public static List<Node> OfRequirements(AdNode ad)
    {
        return Of(new AttributeNode(null, "Requirements"), attribute => Own(attribute, ad.Find)).ConvertAll(Spelled);

        Node Spelled(Node clause)
        {
            for (var depth = 0; depth < DeepestAttribute && clause is AttributeNode attribute && Own(attribute, ad.Find) is { } meant; depth++)
            {
                clause = meant;
            }

            return clause;
        }
    }

    /// <summary>The expression that an attribute of the own ad stands for, without prefix or as MY.name.</summary>
    public static Node? Own(AttributeNode attribute, Func<string, Node?> find) =>
        !attribute.Absolute && !MatchScopes.Reserved.Contains(attribute.Name)
        && (attribute.From is null || attribute.From is AttributeNode { From: null, Absolute: false, Name: var prefix } && AsciiIgnoreCase.AreEqual(prefix, "my"))
            ? find(attribute.Name)
            : null;

    private static void Split(Node node, Func<AttributeNode, Node?> follow, List<Node> clauses, int depth)
    {
        switch (node)
        {
            case ParenthesesNode parentheses:
                Split(parentheses.Inner, follow, clauses, depth);
                break;
            case BinaryNode { Operator: BinaryOperator.And }:
                List<Node> rights = [];
                while (node is BinaryNode { Operator: BinaryOperator.And } and)
                {
                    rights.Add(and.Right);
                    node = and.Left;
                }

                Split(node, follow, clauses, depth);
                for (var i = rights.Count - 1; i >= 0 && clauses.Count < Most; i--)
                {
                    Split(rights[i], follow, clauses, depth);
                }

                break;
            case AttributeNode attribute when depth < DeepestAttribute && follow(attribute) is BinaryNode or ParenthesesNode or CallNode or UnaryNode:
                Split(follow(attribute)!, follow, clauses, depth + 1);
                break;
            default:
                clauses.Add(node);
                break;
        }
    }

    // Chains of operators hang deep to the left: what is too deep to look into counts as moving.
    private static bool Moves(Node node, int depth)
    {
        if (node is CallNode call && (call.Is("evalInEachContext") || call.Is("countMatches") || call.Is("unresolved") || call.Is("eval")))
        {
            return true;
        }

        return depth > DeepestLook || Parts.Of(node).Any(part => Moves(part, depth + 1));
    }

    private static bool Is(this CallNode call, string name) => AsciiIgnoreCase.AreEqual(call.Name, name);
}
