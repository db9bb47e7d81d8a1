namespace Ect.Contracts;

/// <summary>What kind of results a page has, as its flags say.</summary>
public enum PageKind
{
    /// <summary>Plain results.</summary>
    Plain = 0,

    /// <summary>The application failed, in a way that every worker sees alike.</summary>
    AppFailed = 1,

    /// <summary>Each result comes with the hash of the consumer's data.</summary>
    Data = 2,
}
