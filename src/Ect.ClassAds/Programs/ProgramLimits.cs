namespace Ect.ClassAds.Programs;

/// <summary>What a contract takes; contracts/src/libraries/Program.sol holds the same numbers.</summary>
public static class ProgramLimits
{
    /// <summary>Bytes of a program.</summary>
    public const int Length = 1024;

    /// <summary>Values on the stack at once.</summary>
    public const int Depth = 32;

    /// <summary>Bytes of a text, and of an attribute's name.</summary>
    public const int Text = 31;

    /// <summary>Attributes of the own ad that may refer to each other in a chain.</summary>
    public const int OwnAttributes = 16;

    /// <summary>How deep an expression may be nested, own attributes that are put in included.</summary>
    public const int Nesting = 256;
}
