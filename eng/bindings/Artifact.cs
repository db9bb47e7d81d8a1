using System.Text.Json;

namespace Ect.Bindings;

/// <summary>What the compiler says of one contract, sorted so that the same ABI always gives the same text.</summary>
internal sealed record Artifact(string FileName, bool IsInterface, IReadOnlyList<AbiEntry> Functions, IReadOnlyList<AbiEntry> Events, IReadOnlyList<AbiEntry> Errors, AbiEntry Constructor)
{
    /// <summary>Name of the C# class. In C# a leading I would name an interface, which the class is not.</summary>
    public string Name => IsInterface && FileName is ['I', >= 'A' and <= 'Z', ..] ? FileName[1..] : FileName;

    public IEnumerable<AbiParameter> AllParameters =>
        Functions.Concat(Events).Concat(Errors).Append(Constructor).SelectMany(e => e.Inputs.Concat(e.Outputs));

    public static Artifact Read(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var entries = json.RootElement.GetProperty("abi").EnumerateArray().Select(AbiEntry.Read).ToList();
        return new(
            Path.GetFileNameWithoutExtension(path),
            !json.RootElement.TryGetProperty("bytecode", out _),
            Of("function"),
            Of("event"),
            Of("error"),
            entries.FirstOrDefault(e => e.Kind == "constructor") ?? new("constructor", "", false, [], []));

        List<AbiEntry> Of(string kind) =>
            [.. entries.Where(e => e.Kind == kind).OrderBy(e => e.Name, StringComparer.Ordinal).ThenBy(e => e.InputTypes, StringComparer.Ordinal)];
    }
}
