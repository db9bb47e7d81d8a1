namespace Ect.ClassAds;

/// <summary>What an expression from outside may use up. Whoever asks for more gets a parse error or the value error.</summary>
public sealed record ClassAdLimits
{
    /// <summary>The defaults.</summary>
    public static ClassAdLimits Default { get; } = new();

    /// <summary>For ads of strangers, of which many are evaluated often: small, soon over, and without patterns that look back or around.</summary>
    public static ClassAdLimits Small { get; } = new()
    {
        SourceLength = 16 << 10,
        Nesting = 64,
        Elements = 1_000,
        StringLength = 16 << 10,
        Steps = 10_000,
        AttributeDepth = 64,
        EvaluationDepth = 512,
        Backtracking = TimeSpan.Zero,
    };

    /// <summary>Length of a source text in bytes of UTF-8.</summary>
    public int SourceLength { get; init; } = 1 << 20;

    /// <summary>How deep expressions, lists and ads may be nested; HTCondor's limit is the same.</summary>
    public int Nesting { get; init; } = 1_000;

    /// <summary>Elements of one list, attributes of one ad, arguments of one call.</summary>
    public int Elements { get; init; } = 100_000;

    /// <summary>Length in bytes of a string that an evaluation makes.</summary>
    public int StringLength { get; init; } = 1 << 20;

    /// <summary>Steps of one evaluation; a step is an expression looked at, or 64 characters of a string or elements of a list handled.</summary>
    public long Steps { get; init; } = 1_000_000;

    /// <summary>How many attributes may refer to each other in a chain; HTCondor's limit is the same.</summary>
    public int AttributeDepth { get; init; } = 1_000;

    /// <summary>How deep evaluation may recurse in all.</summary>
    public int EvaluationDepth { get; init; } = 4_000;

    /// <summary>How long searches with patterns that look back or around may take, together, in one evaluation. 0 to 1 s; 0 for no such pattern.</summary>
    public TimeSpan Backtracking { get; init; } = TimeSpan.FromSeconds(1);
}
