using System.Globalization;
using System.Numerics;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Tests.Programs;

/// <summary>Random pools, and random expressions within what contracts understand, as text. Types mostly fit; now and then they do not.</summary>
internal sealed class RandomPrograms(int seed)
{
    // With a name as long as names may be, and one that is not ASCII.
    private static readonly string[] Numbers = ["Memory", "Cpus", "Load", "Signed", "a_name_of_thirty_one_bytes_long"];
    private static readonly string[] Texts = ["Arch", "Region", "Note", "'größe'"];
    private static readonly string[] Truths = ["HasGPU", "Open"];
    private static readonly string[] Offered = ["Price", "WorkerStake", "Category", "Trust", "Private"];
    private static readonly string[] Missing = ["Nothing", "Missing"];

    // Around A to Z and a to z, and bytes above 127 that are those letters but for the highest bit.
    private static readonly string[] TextValues =
        ["", "X86_64", "x86_64", "aarch64", "eu-west", "EU-West", "eu", "@AZ[`az{", "@az[`AZ{", "Ünï", "ünï", "just about thirty-one bytes now", "JUST about thirty-one bytes NOW", "\u007f~"];

    private static readonly long[] Integers =
        [0, 1, 2, 3, -1, -2, 7, 16, 63, 64, 65, -63, -64, -65, 1000, 4096, 8192, -4096, int.MaxValue, int.MinValue, 4294967296, long.MaxValue, long.MaxValue - 1, long.MinValue, long.MinValue + 1];

    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">=", "==", ">="];
    private static readonly string[] Arithmetic = ["+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", ">>>"];

    private readonly Random _random = new(seed);

    public IReadOnlyList<string> OwnAds { get; } =
    [
        "[]",
        "[ Need = 4096; Wish = TARGET.Memory / 2; Where = \"EU-West\"; Strict = true ]",
        "[ Need = MY.Base * 1024; Base = 4; Wish = MY.Need ?: Cpus; Where = TARGET.Region; Strict = MY.Need < TARGET.Memory && !undefined ]",
        "[ Need = undefined; Wish = error; Where = 7; Strict = \"yes\" ]",
    ];

    /// <summary>Not random: each operator on what is at the edge of its rules, in all pairs.</summary>
    public static IEnumerable<string> Edges()
    {
        string[] integers = ["0", "1", "-1", "2", "-7", "63", "64", "-64", "9223372036854775807", "(-9223372036854775807 - 1)"];
        string[] types = ["undefined", "error", "false", "true", "0", "2", "\"\"", "\"a\""];
        return Pairs(integers, Arithmetic)
            .Concat(Pairs(integers, ["<", ">="]))
            .Concat(Pairs([.. TextValues.Select(text => $"\"{text}\"")], ["==", "<", "is"]))
            .Concat(Pairs(types, ["&&", "||", "?:", "is", "isnt", "==", "<", "+", "&", ">>"]))
            .Concat(types.SelectMany(type => new[] { $"!{type}", $"-({type})", $"+{type}", $"~{type}", $"{type} ? 1 : 2" }));
    }

    public int Next(int below) => _random.Next(below);

    public DescribedPool Pool()
    {
        List<KeyValuePair<string, Value>> said =
        [
            .. Numbers.Where(_ => Next(4) != 0).Select(name => KeyValuePair.Create(name, Next(12) == 0 ? Value.Of(Pick(TextValues)) : Value.Of(Pick(Integers)))),
            .. Texts.Where(_ => Next(4) != 0).Select(name => KeyValuePair.Create(name.Trim('\''), Value.Of(Pick(TextValues)))),
            .. Truths.Where(_ => Next(4) != 0).Select(name => KeyValuePair.Create(name, Value.Of(Next(2) == 0))),
        ];
        BigInteger? price = Next(5) == 0 ? null : Pick<BigInteger>([0, 1, 999_999_999, 1_000_000_000, 1_000_000_001, 3_000_000_000_000_000_000, BigInteger.Pow(10, 24) * 3 + 1]);
        var stake = Pick<BigInteger>([0, 999_999_999, 2_000_000_000_000_000_000, BigInteger.Pow(2, 96) - 1]);
        return new(said, price, stake, Next(2), Pick([1, 2, 5, 16, 17, 200]), Next(2) == 0);
    }

    // Mostly shallow: deep ones are nearly always error.
    public string Expression()
    {
        var depth = Next(8) == 0 ? 5 : 1 + Next(3);
        return Next(10) switch
        {
            < 6 => Truth(depth),
            < 9 => Number(depth),
            _ => Text(depth),
        };
    }

    private static IEnumerable<string> Pairs(string[] operands, string[] operators) =>
        from op in operators from left in operands from right in operands select $"({left}) {op} ({right})";

    private string Truth(int depth)
    {
        if (Next(14) == 0)
        {
            return Any(depth - 1);
        }

        if (depth <= 0)
        {
            return Next(3) == 0 ? Pick(["true", "false", "MY.Strict", "undefined"]) : Attribute([.. Truths, "Private"]);
        }

        return Next(12) switch
        {
            0 => $"!({Truth(depth - 1)})",
            1 => $"({Truth(depth - 1)}) {Pick(["is", "isnt", "=?=", "=!="])} ({Any(depth - 1)})",
            2 => Choice(Truth, depth),
            3 => $"(({Truth(depth - 1)}) ?: ({Truth(depth - 1)}))",
            4 => $"({Text(depth - 1)}) {Pick(Comparisons)} ({Text(depth - 1)})",
            5 => $"({Text(depth - 1)}) {Pick(["is", "isnt"])} ({Text(depth - 1)})",
            <= 8 => $"({Number(depth - 1)}) {Pick(Comparisons)} ({Number(depth - 1)})",
            _ => $"({Truth(depth - 1)}) {Pick(["&&", "||"])} ({Truth(depth - 1)})",
        };
    }

    private string Number(int depth)
    {
        if (Next(14) == 0)
        {
            return Any(depth - 1);
        }

        if (depth <= 0)
        {
            return Next(2) == 0 ? Pick([Integer(), Integer(), Integer(), "MY.Need", "Wish"]) : Attribute([.. Numbers, .. Offered]);
        }

        return Next(8) switch
        {
            0 => $"{Pick(["-", "~", "+"])}({Number(depth - 1)})",
            1 => Choice(Number, depth),
            2 => $"(({Number(depth - 1)}) ?: ({Number(depth - 1)}))",
            _ => $"({Number(depth - 1)}) {Pick(Arithmetic)} ({Number(depth - 1)})",
        };
    }

    private string Text(int depth)
    {
        if (Next(14) == 0)
        {
            return Any(depth - 1);
        }

        return depth <= 0 || Next(2) == 0
            ? Pick([Quoted(), Quoted(), "Where", Attribute(Texts), Attribute(Texts)])
            : Next(2) == 0 ? Choice(Text, depth) : $"(({Text(depth - 1)}) ?: ({Text(depth - 1)}))";
    }

    private string Any(int depth) => Next(6) switch
    {
        0 => Pick(["undefined", "error"]),
        1 => Attribute(Missing),
        2 => Text(depth),
        3 => Truth(depth),
        _ => Number(depth),
    };

    private string Choice(Func<int, string> branch, int depth) => $"(({Truth(depth - 1)}) ? ({branch(depth - 1)}) : ({branch(depth - 1)}))";

    // Capital letters make no difference.
    private string Attribute(string[] names)
    {
        var name = Pick(names);
        var written = Next(3) switch { 0 => name.ToUpperInvariant(), 1 => name.ToLowerInvariant(), _ => name };
        return Pick(["TARGET.", "TARGET.", "target.", "OTHER."]) + (name[0] == '\'' ? name : written);
    }

    private string Integer() => Pick(Integers).ToString(CultureInfo.InvariantCulture);

    private string Quoted() => $"\"{Pick(TextValues)}\"";

    private T Pick<T>(IReadOnlyList<T> choices) => choices[Next(choices.Count)];
}
