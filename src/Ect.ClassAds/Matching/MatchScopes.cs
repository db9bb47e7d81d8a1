using Ect.ClassAds.Evaluation;
using Ect.ClassAds.Parsing;
using Ect.ClassAds.Syntax;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Matching;

/// <summary>
/// Two ads that look at each other: each stands in a context that says what MY, TARGET and OTHER are, both contexts in an ad at the
/// top. Holds one pair at a time, and serves for many.
/// </summary>
internal sealed class MatchScopes
{
    private static readonly AdNode OfLeft = Parse("[other = .RIGHT; target = .RIGHT; my = .LEFT; ad = .LEFT]");
    private static readonly AdNode OfRight = Parse("[other = .LEFT; target = .LEFT; my = .RIGHT; ad = .RIGHT]");
    private static readonly AdNode OfTop = Parse(
        "[symmetricMatch = RIGHT.requirements && LEFT.requirements; leftMatchesRight = RIGHT.requirements; rightMatchesLeft = LEFT.requirements; leftRankValue = LEFT.rank; rightRankValue = RIGHT.rank]");

    private static readonly Node LeftRequirements = Attribute("LEFT", "requirements");
    private static readonly Node RightRequirements = Attribute("RIGHT", "requirements");
    private static readonly Node LeftRank = Attribute("LEFT", "rank");
    private static readonly Node RightRank = Attribute("RIGHT", "rank");

    private readonly Run _run;
    private readonly Scope _top = new(AdNode.Empty, null);
    private readonly Scope _left;
    private readonly Scope _right;

    public MatchScopes(EvaluationOptions options)
    {
        _run = new Run(options);
        var (left, right) = (new Scope(OfLeft, _top), new Scope(OfRight, _top));
        _left = new Scope(AdNode.Empty, left);
        _right = new Scope(AdNode.Empty, right);
        if (options.Semantics == Semantics.Old)
        {
            (_left.Alternate, _right.Alternate) = (_right, _left);
        }

        _top.Ad = OfTop.With("LEFT", new ScopeNode(_left)).With("RIGHT", new ScopeNode(_right)).With("lCtx", new ScopeNode(left)).With("rCtx", new ScopeNode(right));
    }

    /// <summary>The names that mean something else than an attribute of the two ads.</summary>
    public static IReadOnlySet<string> Reserved { get; } = new HashSet<string>(
        [.. OfTop.Attributes.Concat(OfLeft.Attributes).Select(pair => pair.Key), "LEFT", "RIGHT", "lCtx", "rCtx", "root", "toplevel", "self", "parent", "currenttime"],
        Text.AsciiIgnoreCase.Instance);

    public AdNode Job
    {
        get => _left.Ad;
        set => _left.Ad = value;
    }

    public AdNode Machine
    {
        get => _right.Ad;
        set => _right.Ad = value;
    }

    public Value JobRequirements() => _run.Start(LeftRequirements, _top);

    public Value MachineRequirements() => _run.Start(RightRequirements, _top);

    public Value JobRank() => _run.Start(LeftRank, _top);

    public Value MachineRank() => _run.Start(RightRank, _top);

    public bool JobAccepts() => IsTrue(JobRequirements());

    public bool MachineAccepts() => IsTrue(MachineRequirements());

    /// <summary>The value of an expression that stands in the job's ad.</summary>
    public Value InJob(Node node) => _run.Start(node, _left);

    /// <summary>The value of an expression that stands in the machine's ad.</summary>
    public Value InMachine(Node node) => _run.Start(node, _right);

    /// <summary>Numbers other than 0 are true; everything else that is not a boolean refuses.</summary>
    public static bool IsTrue(Value value) => value.TryGetTruth(out var truth) && truth;

    /// <summary>A rank that is no number counts as 0.</summary>
    public static double RankOf(Value value) => value.TryGetNumber(out var rank) ? rank : 0;

    private static AdNode Parse(string text) => Parser.ParseAd(text, Semantics.New, ClassAdLimits.Default, out _)!;

    private static AttributeNode Attribute(string side, string name) => new(new AttributeNode(null, side), name);
}
