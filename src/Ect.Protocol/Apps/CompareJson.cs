using System.Text.Json;

namespace Ect.Protocol.Apps;

/// <summary>The member <c>compare</c> of a manifest.</summary>
internal static class CompareJson
{
    private const string Exact = "exact";
    private const string Text = "text";
    private const string Json = "json";
    private const string Numeric = "numeric";
    private const string Program = "program";

    public static Comparison Read(AppManifestDocument.CompareDocument? document)
    {
        if (document is null)
        {
            return Comparison.Exact.Default;
        }

        var ignore = document.Ignore is null ? [] : Patterns("compare.ignore", document.Ignore);
        switch (document.Kind)
        {
            case Exact:
                Forbid(document, files: true, grid: true, module: true);
                return new Comparison.Exact { Ignore = ignore };
            case Text:
                Forbid(document, grid: true, module: true);
                return new Comparison.Text(Files(document)) { Ignore = ignore };
            case Json:
                Forbid(document, grid: true, module: true);
                return new Comparison.Json(Files(document)) { Ignore = ignore };
            case Numeric:
                Forbid(document, module: true);
                return new Comparison.Numeric(Files(document), Grid(document)) { Ignore = ignore };
            case Program:
                Forbid(document, files: true, grid: true);
                return new Comparison.Program(AppManifestRules.ContentId("compare.module", document.Module)) { Ignore = ignore };
            default:
                throw new FormatException($"compare.kind is '{Shown.Of(document.Kind)}'; it must be {Exact}, {Text}, {Json}, {Numeric} or {Program}.");
        }
    }

    public static void Write(Utf8JsonWriter writer, Comparison comparison)
    {
        if (comparison is Comparison.Exact { Ignore.Count: 0 })
        {
            return;
        }

        writer.WriteStartObject("compare");
        switch (comparison)
        {
            case Comparison.Exact:
                writer.WriteString("kind", Exact);
                break;
            case Comparison.Text text:
                writer.WriteString("kind", Text);
                WritePatterns(writer, "files", text.Files);
                break;
            case Comparison.Json json:
                writer.WriteString("kind", Json);
                WritePatterns(writer, "files", json.Files);
                break;
            case Comparison.Numeric numeric:
                writer.WriteString("kind", Numeric);
                WritePatterns(writer, "files", numeric.Files);
                if (numeric.Grid.Step is { } step)
                {
                    writer.WriteString("step", step);
                }
                else
                {
                    writer.WriteNumber("significantDigits", numeric.Grid.SignificantDigits);
                }

                break;
            case Comparison.Program program:
                writer.WriteString("kind", Program);
                writer.WriteString("module", program.Module);
                break;
        }

        WritePatterns(writer, "ignore", comparison.Ignore);
        writer.WriteEndObject();
    }

    private static void Forbid(AppManifestDocument.CompareDocument document, bool files = false, bool grid = false, bool module = false)
    {
        var surplus = files && document.Files is not null ? "files"
            : grid && document.SignificantDigits is not null ? "significantDigits"
            : grid && document.Step is not null ? "step"
            : module && document.Module is not null ? "module"
            : null;
        if (surplus is not null)
        {
            throw new FormatException($"compare.{surplus} means nothing for the kind {document.Kind}; remove it.");
        }
    }

    private static FilePattern[] Files(AppManifestDocument.CompareDocument document) =>
        document.Files is { Count: > 0 } files
            ? Patterns("compare.files", files)
            : throw new FormatException($"compare.files is missing: the kind {document.Kind} needs the files that it applies to, such as [\"*.csv\"].");

    private static NumberGrid Grid(AppManifestDocument.CompareDocument document) => (document.SignificantDigits, document.Step) switch
    {
        ({ } digits, null) => NumberGrid.OfDigits(digits),
        (null, { } step) => NumberGrid.OfStep(step),
        _ => throw new FormatException("compare needs either significantDigits or step for the kind numeric, not both and not none."),
    };

    private static FilePattern[] Patterns(string member, List<string> texts) => texts.Count <= Comparison.MaxPatterns
        ? [.. texts.Select(FilePattern.Parse)]
        : throw new FormatException($"{member} has {texts.Count} patterns; at most {Comparison.MaxPatterns} are allowed.");

    private static void WritePatterns(Utf8JsonWriter writer, string member, IReadOnlyList<FilePattern> patterns)
    {
        if (patterns.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(member);
        foreach (var pattern in patterns)
        {
            writer.WriteStringValue(pattern.Text);
        }

        writer.WriteEndArray();
    }
}
