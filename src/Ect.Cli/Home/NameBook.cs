using System.Numerics;
using System.Text.Json;
using Ect.Contracts;
using Ect.Contracts.Files;
using Ect.Sdk.Assets;
using Ect.Sdk.Errors;
using Ect.Sdk.Networks;

namespace Ect.Cli.Home;

/// <summary>
/// The user's own names for assets of one hub. Names on chain are anybody's to choose, so only these are trusted when
/// money follows a name.
/// </summary>
internal sealed class NameBook
{
    private readonly string _path;
    private readonly SortedDictionary<string, SortedDictionary<string, string>> _names;

    private NameBook(string path, SortedDictionary<string, SortedDictionary<string, string>> names) => (_path, _names) = (path, names);

    public static NameBook Open(EctHome home, NetworkFile network)
    {
        var path = Path.Combine(home.Names, $"{network.ChainId}-{network.Deployment.Hub.ToString().ToLowerInvariant()}.json");
        try
        {
            return new(path, File.Exists(path) ? JsonSerializer.Deserialize<SortedDictionary<string, SortedDictionary<string, string>>>(File.ReadAllText(path)) ?? [] : []);
        }
        catch (JsonException e)
        {
            throw new EctException(ErrorCode.InvalidFile, $"The list of names '{path}' is damaged: {e.Message}", "Delete the file; names are a convenience, ids stay valid.", e);
        }
    }

    public BigInteger? Find(AssetKind kind, string name) => Of(kind).TryGetValue(name, out var id) ? AssetId.Parse(id) : null;

    public string? NameOf(AssetKind kind, BigInteger id)
    {
        var text = AssetId.Format(id);
        return Of(kind).FirstOrDefault(entry => entry.Value == text).Key;
    }

    /// <summary>Remembers a name; the newest meaning wins.</summary>
    public void Set(AssetKind kind, string name, BigInteger id)
    {
        var names = Of(kind);
        names[name] = AssetId.Format(id);
        _names[kind.ToString()] = names;
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        WholeFile.Write(_path, JsonSerializer.Serialize(_names, WrittenForPeople.Options));
    }

    private SortedDictionary<string, string> Of(AssetKind kind) => _names.GetValueOrDefault(kind.ToString()) ?? new(StringComparer.Ordinal);

    private static class WrittenForPeople
    {
        public static JsonSerializerOptions Options { get; } = new() { WriteIndented = true };
    }
}
