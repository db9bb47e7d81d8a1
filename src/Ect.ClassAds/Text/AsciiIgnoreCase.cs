namespace Ect.ClassAds.Text;

/// <summary>Compares as the language does: A to Z equal a to z, every other byte only itself; order is that of the small letters.</summary>
internal sealed class AsciiIgnoreCase : IEqualityComparer<string>, IComparer<string>
{
    public static AsciiIgnoreCase Instance { get; } = new();

    public static char Lower(char c) => c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c;

    public static string Lower(string text) => string.Create(text.Length, text, static (span, text) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = Lower(text[i]);
        }
    });

    public static char Upper(char c) => c is >= 'a' and <= 'z' ? (char)(c & ~0x20) : c;

    public static bool AreEqual(string x, string y)
    {
        if (ReferenceEquals(x, y))
        {
            return true;
        }

        if (x.Length != y.Length)
        {
            return false;
        }

        for (var i = 0; i < x.Length; i++)
        {
            if (x[i] != y[i] && Lower(x[i]) != Lower(y[i]))
            {
                return false;
            }
        }

        return true;
    }

    public static int Order(string x, string y)
    {
        var length = Math.Min(x.Length, y.Length);
        for (var i = 0; i < length; i++)
        {
            var difference = Lower(x[i]) - Lower(y[i]);
            if (difference != 0)
            {
                return difference;
            }
        }

        return x.Length - y.Length;
    }

    public bool Equals(string? x, string? y) => x is null ? y is null : y is not null && AreEqual(x, y);

    public int GetHashCode(string obj)
    {
        var hash = 2166136261u;
        foreach (var c in obj)
        {
            hash = (hash ^ Lower(c)) * 16777619u;
        }

        return (int)hash;
    }

    public int Compare(string? x, string? y) => Order(x ?? "", y ?? "");
}
