using Ect.ClassAds.Evaluation;
using Ect.ClassAds.Parsing;
using Ect.ClassAds.Syntax;
using Ect.ClassAds.Text;
using Ect.ClassAds.Values;

namespace Ect.ClassAds;

/// <summary>A classified advertisement: attributes with expressions. Immutable; names do not distinguish capital letters.</summary>
public sealed class ClassAd
{
    private ClassAd(Scope scope) => Scope = scope;

    /// <summary>The ad without attributes.</summary>
    public static ClassAd Empty { get; } = Of(AdNode.Empty);

    /// <summary>How many attributes it has.</summary>
    public int Count => Scope.Ad.Count;

    /// <summary>Its attributes, shorter names first.</summary>
    public IEnumerable<KeyValuePair<string, Expression>> Attributes =>
        Scope.Ad.Attributes.Select(pair => KeyValuePair.Create(ByteText.Decode(pair.Key), new Expression(pair.Value)));

    internal Scope Scope { get; }

    internal AdNode Node => Scope.Ad;

    /// <summary>An attribute's expression; null if there is none.</summary>
    public Expression? this[string name] => Node.Find(ByteText.Encode(name)) is { } node ? new(node) : null;

    /// <summary>Reads an ad: [ name = expression; … ].</summary>
    /// <exception cref="ClassAdParseException">The text is no ad.</exception>
    public static ClassAd Parse(string text, EvaluationOptions? options = null) =>
        TryParse(text, out var ad, out var error, options) ? ad! : throw new ClassAdParseException(error!);

    /// <summary>Reads an ad, or says why the text is none.</summary>
    public static bool TryParse(string text, out ClassAd? ad, out ParseError? error, EvaluationOptions? options = null)
    {
        options ??= EvaluationOptions.Default;
        var node = Parser.ParseAd(text, options.Semantics, options.Limits, out error);
        ad = node is null ? null : Of(node);
        return node is not null;
    }

    /// <summary>The ad with the attribute set to an expression.</summary>
    public ClassAd With(string name, Expression expression) => Of(Node.With(ByteText.Encode(name), expression.Node));

    /// <summary>The ad with the attribute set to a value.</summary>
    public ClassAd With(string name, Value value) => With(name, Expression.Of(value));

    /// <summary>The ad without the attribute.</summary>
    public ClassAd Without(string name) => Of(Node.With(ByteText.Encode(name), null));

    /// <summary>The value of an attribute; undefined if there is none. Never throws, and ends within the limits of the options.</summary>
    public Value Evaluate(string attribute, EvaluationOptions? options = null) =>
        new Run(options ?? EvaluationOptions.Default).Start(new AttributeNode(null, ByteText.Encode(attribute)), Scope);

    /// <summary>The ad's source; read again it is the same ad.</summary>
    public override string ToString() => ByteText.Decode(Node.ToString());

    internal static ClassAd Of(AdNode node) => new(new Scope(node, null));

    internal static ClassAd Of(Scope scope) => new(scope);
}
