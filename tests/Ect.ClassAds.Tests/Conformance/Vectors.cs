namespace Ect.ClassAds.Tests.Conformance;

/// <summary>The reference's answers.</summary>
internal static class Vectors
{
    public static IEnumerable<ExpressionRow> Expressions => Lines("classad-expressions.tsv").Where(line => !line.StartsWith('#')).Skip(1).Select(ExpressionRow.Of);

    public static IEnumerable<string> Pairs => Lines("classad-pairs.jsonl").Where(line => line.StartsWith('{'));

    private static IEnumerable<string> Lines(string name)
    {
        using var reader = new StreamReader(typeof(Vectors).Assembly.GetManifestResourceStream(name)!);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
