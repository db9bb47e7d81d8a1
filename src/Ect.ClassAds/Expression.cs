using Ect.ClassAds.Evaluation;
using Ect.ClassAds.Parsing;
using Ect.ClassAds.Syntax;
using Ect.ClassAds.Text;
using Ect.ClassAds.Values;

namespace Ect.ClassAds;

/// <summary>An expression. Immutable.</summary>
public sealed class Expression
{
    internal Expression(Node node) => Node = node;

    internal Node Node { get; }

    /// <summary>Reads an expression.</summary>
    /// <exception cref="ClassAdParseException">The text is no expression.</exception>
    public static Expression Parse(string text, EvaluationOptions? options = null) =>
        TryParse(text, out var expression, out var error, options) ? expression! : throw new ClassAdParseException(error!);

    /// <summary>Reads an expression, or says why the text is none.</summary>
    public static bool TryParse(string text, out Expression? expression, out ParseError? error, EvaluationOptions? options = null)
    {
        options ??= EvaluationOptions.Default;
        var node = Parser.ParseExpression(text, options.Semantics, options.Limits, out error);
        expression = node is null ? null : new(node);
        return node is not null;
    }

    /// <summary>The expression of a value.</summary>
    public static Expression Of(Value value) => new(new ValueNode(value));

    /// <summary>Evaluates the expression as if it stood in an ad. Every expression has a value: this never throws, and ends within the limits of the options.</summary>
    /// <param name="context">The ad; an empty one by default.</param>
    /// <param name="options">How to evaluate.</param>
    public Value Evaluate(ClassAd? context = null, EvaluationOptions? options = null) =>
        new Run(options ?? EvaluationOptions.Default).Start(Node, (context ?? ClassAd.Empty).Scope);

    /// <summary>The expression's source; read again it is the same expression.</summary>
    public override string ToString() => ByteText.Decode(Node.ToString());
}
