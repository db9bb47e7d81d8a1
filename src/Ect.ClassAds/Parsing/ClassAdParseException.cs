namespace Ect.ClassAds.Parsing;

/// <summary>A text that was to be an expression or ad is none.</summary>
public sealed class ClassAdParseException : FormatException
{
    internal ClassAdParseException(ParseError error)
        : base(error.ToString()) => Error = error;

    /// <summary>What is wrong, and where.</summary>
    public ParseError Error { get; }
}
