namespace Ect.ClassAds.Syntax;

/// <summary>The nodes right below a node.</summary>
internal static class Parts
{
    public static IReadOnlyList<Node> Of(Node node) => node switch
    {
        AttributeNode { From: { } from } => [from],
        UnaryNode unary => [unary.Operand],
        BinaryNode binary => [binary.Left, binary.Right],
        ParenthesesNode parentheses => [parentheses.Inner],
        ConditionalNode conditional => [conditional.Condition, conditional.Yes, conditional.No],
        ElvisNode elvis => [elvis.First, elvis.Otherwise],
        SubscriptNode subscript => [subscript.Container, subscript.Index],
        CallNode call => call.Arguments,
        ListNode list => list.Elements,
        AdNode ad => [.. ad.Attributes.Select(pair => pair.Value)],
        _ => [],
    };
}
