using System.Globalization;

namespace Ect.ClassAds.Tests;

/// <summary>Random expressions and ads, as text.</summary>
internal sealed class RandomSource(int seed)
{
    private static readonly string[] Names = ["Memory", "Cpus", "Arch", "Disk", "HasGPU", "Load", "Tags", "Owner", "Start", "Limits", "Nested", "List", "Missing"];

    private static readonly string[] Prefixes = ["", "", "", "MY.", "TARGET.", "TARGET.", "other.", ".", "parent.", "self.", "root.", "Nested."];

    private static readonly string[] Literals =
    [
        "0", "1", "2", "-3", "17", "4096", "0.5", "-1.5", "1e3", "true", "false", "undefined", "error", "\"\"", "\"X86_64\"", "\"aarch64\"", "\"a,b c\"", "\"1.10\"", "\"é\\n\"",
        "{1, 2, x}", "{}", "[a = 1; b = a]", "absTime(\"2024-02-29T12:34:56Z\")", "relTime(90061)", "9223372036854775807", "{\"X86_64\", \"b\"}",
    ];

    private static readonly string[] Operators =
        ["&&", "&&", "&&", "||", "||", "==", "!=", "<", "<=", ">", ">=", "=?=", "=!=", "+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", ">>>", "?:"];

    private static readonly string[] Functions =
    [
        "isUndefined", "isError", "size", "sum", "min", "member", "strcat", "join", "toUpper", "substr", "strcmp", "versioncmp", "versionGE", "regexp", "replaceAll", "int", "real", "string",
        "bool", "floor", "pow", "quantize", "ifThenElse", "interval", "eval", "stringListMember", "stringListSize", "countMatches", "evalInEachContext", "split", "formatTime", "splitTime",
        "identicalMember", "anyCompare", "regexps", "stringListSum", "unparse", "unresolved", "noSuch", "absTime", "getYear", "mergeEnvironment", "argsToList",
    ];

    private readonly Random _random = new(seed);

    public int Next(int below) => _random.Next(below);

    public string Expression(int depth = 4)
    {
        if (depth <= 0 || _random.Next(5) == 0)
        {
            return Leaf();
        }

        return _random.Next(12) switch
        {
            0 => $"({Expression(depth - 1)})",
            1 => $"{Pick(["!", "-", "~", "+"])}({Expression(depth - 1)})",
            2 => $"({Expression(depth - 1)}) ? {Expression(depth - 1)} : {Expression(depth - 1)}",
            3 => $"{{{Expression(depth - 1)}, {Expression(depth - 1)}}}[{_random.Next(-1, 3)}]",
            4 => $"[{Pick(Names)} = {Expression(depth - 1)}; z = {Expression(depth - 1)}].{Pick(["z", .. Names])}",
            5 or 6 => $"{Pick(Functions)}({string.Join(", ", Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Expression(depth - 1)))})",
            7 => Clause(),
            _ => $"{Expression(depth - 1)} {Pick(Operators)} ({Expression(depth - 1)})",
        };
    }

    /// <summary>As people write them in Requirements.</summary>
    public string Clause() => _random.Next(12) switch
    {
        0 => $"{Name()} == {Pick(Literals)}",
        1 => $"{Name()} >= {_random.Next(8192)}",
        2 => $"TARGET.{Pick(Names)} >= MY.{Pick(Names)}",
        3 => $"MY.{Pick(Names)} < TARGET.{Pick(Names)}",
        4 => $"({Name()} =?= {Pick(Literals)} || {Name()} > {_random.Next(20)})",
        5 => $"isUndefined({Name()})",
        6 => $"regexp(\"^[xX]86\", {Name()}, \"i\")",
        7 => $"member({Name()}, {{1, 2, 4, \"X86_64\"}})",
        8 => $"stringListIMember(\"GREEN\", {Name()})",
        9 => $"({Name()} ?: true)",
        10 => $"{Name()} * 2 - 1.5 <= {Name()}",
        _ => Name(),
    };

    public string Requirements() => string.Join(" && ", Enumerable.Range(0, _random.Next(1, 5)).Select(_ => _random.Next(6) == 0 ? $"({Expression(2)})" : Clause()));

    public string Ad() => $"[ {string.Join("; ", Enumerable.Range(0, _random.Next(6)).Select(_ => $"{Pick(Names)} = {Expression(3)}"))} ]";

    /// <summary>A machine: plain values, and one of a few sets of expressions.</summary>
    public string Machine(string requirements)
    {
        List<string> attributes =
        [
            .. Maybe("Memory", _random.Next(8) == 0 ? "\"much\"" : $"{1024 * _random.Next(1, 9)}"),
            .. Maybe("Cpus", $"{_random.Next(1, 9)}"),
            .. Maybe("Arch", Pick(["\"X86_64\"", "\"x86_64\"", "\"AARCH64\"", "undefined", "7"])),
            .. Maybe("Disk", (_random.Next(100_000) / 10.0).ToString("0.0", CultureInfo.InvariantCulture)),
            .. Maybe("HasGPU", Pick(["true", "false", "1", "error"])),
            .. Maybe("Load", _random.NextDouble().ToString("0.000", CultureInfo.InvariantCulture)),
            .. Maybe("Tags", Pick(["\"ssd, green\"", "\"\"", "{\"a\"}"])),
            .. _random.Next(10) == 0 ? Maybe("Nested", "[ Memory = 3; Start = Memory ]") : [],
        ];
        return $"[ {string.Join("; ", attributes)}; {requirements}; Rank = TARGET.Cpus * 2 ]";
    }

    public string Job()
    {
        List<string> attributes =
        [
            .. Maybe("Memory", $"{1024 * _random.Next(1, 9)}"),
            .. Maybe("Cpus", $"{_random.Next(1, 9)}"),
            .. Maybe("Owner", Pick(["\"ana\"", "\"bob\""])),
            .. Maybe("Limits", Expression(2)),
            .. _random.Next(15) == 0 ? Maybe("My", "[ Memory = 1 ]") : [],
        ];
        return $"[ {string.Join("; ", attributes)}; Requirements = {Requirements()}; Rank = {(_random.Next(3) == 0 ? Expression(2) : "TARGET.Memory + TARGET.Load * 10")} ]";
    }

    public string Pick(params string[] choices) => choices[_random.Next(choices.Length)];

    private IEnumerable<string> Maybe(string name, string value) => _random.Next(6) == 0 ? [] : [$"{name} = {value}"];

    private string Name() => Pick(["TARGET.", "TARGET.", "MY.", "", "other."]) + Pick(Names);

    private string Leaf() => _random.Next(2) == 0 ? Pick(Literals) : Pick(Prefixes) + Pick(Names);
}
