using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ect.ClassAds.Matching;
using Ect.ClassAds.Programs;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Tests.Programs;

/// <summary>
/// tests/vectors/matchmaker.jsonl: pools, one a line, then expressions, one a line, with the program and the value that the evaluator
/// gives. contracts/test/matching/MatchmakerVectors.t.sol reads it too.
/// </summary>
internal static class MatchmakerVectors
{
    public const int Pools = 24;
    public const int Expressions = 2400;
    private const int Seed = 20261129;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Path { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(Folder(), "..", "..", "vectors", "matchmaker.jsonl"));

    /// <summary>Made anew; each value is the evaluator's.</summary>
    public static (string Text, IReadOnlyList<(byte[] Program, Value Value)> Rows) Make()
    {
        var random = new RandomPrograms(Seed);
        var text = new StringBuilder();
        var pools = Enumerable.Range(0, Pools).Select(_ => random.Pool()).ToList();
        pools.ForEach(pool => Line(pool.ToJson()));
        List<(byte[], Value)> rows = [];
        foreach (var source in RandomPrograms.Edges())
        {
            TryAdd(0, "[]", source).Should().BeTrue(source);
        }

        for (var added = 0; added < Expressions;)
        {
            added += TryAdd(random.Next(Pools), random.OwnAds[random.Next(random.OwnAds.Count)], random.Expression()) ? 1 : 0;
        }

        return (text.ToString(), rows);

        bool TryAdd(int on, string own, string source)
        {
            var (ad, expression) = (ClassAd.Parse(own), Expression.Parse(source));
            if (!ProgramCompiler.TryCompile(expression, ad, out var program, out var refusal))
            {
                // Random expressions may be too long, and nothing else.
                refusal.Should().Contain("at most");
                return false;
            }

            var value = Match.Of(ad.With("Requirements", expression), pools[on].Ad).JobRequirements;
            Word.TryWrite(value, out var word, out var rule).Should().BeTrue(rule);
            rows.Add((program!, value));
            Line(new() { ["on"] = on, ["own"] = own, ["expression"] = source, ["program"] = Hex(program!), ["value"] = Hex(word!) });
            return true;
        }

        void Line(JsonObject row) => text.Append(row.ToJsonString(Readable)).Append('\n');
    }

    private static string Hex(byte[] bytes) => "0x" + Convert.ToHexStringLower(bytes);

    private static string Folder([CallerFilePath] string path = "") => System.IO.Path.GetDirectoryName(path)!;
}
