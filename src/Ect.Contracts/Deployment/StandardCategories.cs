namespace Ect.Contracts;

/// <summary>The bounds on one task's computation that new networks start with.</summary>
public static class StandardCategories
{
    /// <summary>By index: XS, S, M, L, XL.</summary>
    public static IReadOnlyList<Category> All { get; } =
    [
        new("XS", "Up to one minute: answers while you wait.", 60),
        new("S", "Up to five minutes: small computations.", 300),
        new("M", "Up to one hour.", 3_600),
        new("L", "Up to six hours.", 21_600),
        new("XL", "Up to one day: long simulations.", 86_400),
    ];
}
