using System.Text.RegularExpressions;

namespace Ect.Bindings;

/// <summary>What an ABI does not carry and the sources do: the members of enums and what the comments say.</summary>
internal sealed partial class SoliditySources
{
    private readonly Dictionary<string, string> _notices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _blocks = new(StringComparer.Ordinal);

    public static SoliditySources Read(string folder)
    {
        var sources = new SoliditySources();
        foreach (var path in Directory.GetFiles(folder, "*.sol", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            sources.Add(Path.GetFileNameWithoutExtension(path), File.ReadAllText(path));
        }

        return sources;
    }

    /// <summary>The @notice of a declaration, or null: `kind` is function, event, error, struct or enum.</summary>
    public string? Notice(string kind, string name) => _notices.GetValueOrDefault($"{kind} {name}");

    /// <summary>The @notice of a contract's function: of several of one name that of its own interface.</summary>
    public string? NoticeOfFunction(string contract, string name) => Notice($"I{contract} function", name) ?? Notice("function", name);

    /// <summary>The members of an enum with their comments, in order.</summary>
    public IReadOnlyList<(string Name, string? Comment)> EnumMembers(string name) =>
        _blocks.TryGetValue($"enum {name}", out var body)
            ? [.. EnumMember().Matches(body).Select(m => (m.Groups["name"].Value, Comment(m)))]
            : throw new InvalidOperationException($"The sources declare no enum {name}, which an artifact uses: artifacts and sources are not of one version.");

    /// <summary>The comment beside a member of a struct, or null.</summary>
    public string? FieldComment(string structName, string field) =>
        _blocks.TryGetValue($"struct {structName}", out var body)
            ? StructMember().Matches(body).Where(m => m.Groups["name"].Value == field).Select(Comment).FirstOrDefault()
            : null;

    private void Add(string file, string text)
    {
        foreach (Match match in Declaration().Matches(text))
        {
            var key = $"{match.Groups["kind"].Value} {match.Groups["name"].Value}";
            var notice = NoticeOf(match.Groups["doc"].Value);
            if (notice is not null)
            {
                _notices.TryAdd(key, notice);
                _notices.TryAdd($"{file} {key}", notice);
            }
        }

        foreach (Match match in Block().Matches(text))
        {
            _blocks.TryAdd($"{match.Groups["kind"].Value} {match.Groups["name"].Value}", match.Groups["body"].Value);
        }
    }

    private static string? NoticeOf(string doc)
    {
        var lines = doc.Split('\n').Select(line => line.Trim().TrimStart('/').Trim());
        var notice = lines.SkipWhile(line => !line.StartsWith("@notice", StringComparison.Ordinal)).ToList();
        return notice.Count == 0
            ? null
            : string.Join(' ', notice.Take(1).Select(line => line["@notice".Length..].Trim()).Concat(notice.Skip(1).TakeWhile(line => line.Length > 0 && line[0] != '@')));
    }

    private static string? Comment(Match match) => match.Groups["comment"] is { Success: true, Value: var text } && text.Trim().Length > 0 ? text.Trim() : null;

    [GeneratedRegex(@"(?<doc>(?:^[ \t]*///[^\n]*\n)+)[ \t]*(?<kind>function|event|error|struct|enum)\s+(?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^[ \t]*(?<kind>struct|enum)\s+(?<name>\w+)\s*\{(?<body>[^}]*)\}", RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^[ \t]*(?<name>\w+),?[ \t]*(?://(?<comment>[^\n]*))?$", RegexOptions.Multiline)]
    private static partial Regex EnumMember();

    [GeneratedRegex(@"^[ \t]*[\w.\[\]]+[ \t]+(?<name>\w+);[ \t]*(?://(?<comment>[^\n]*))?$", RegexOptions.Multiline)]
    private static partial Regex StructMember();
}
