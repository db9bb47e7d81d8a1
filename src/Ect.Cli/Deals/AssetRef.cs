using System.Numerics;
using System.Text.Json.Serialization;
using Ect.Cli.Frame;
using Ect.Cli.Home;
using Ect.Contracts;
using Ect.Sdk.Assets;

namespace Ect.Cli.Deals;

/// <summary>An asset by its id and, if it has one, the user's own name.</summary>
internal sealed record AssetRef(string Id, string? Name)
{
    public static AssetRef Of(AssetKind kind, BigInteger id, NameBook names) => new(AssetId.Format(id), names.NameOf(kind, id));

    /// <summary>For tables: the name, else the beginning of the id.</summary>
    [JsonIgnore]
    public string Short => Name ?? ShortId.Of(Id);

    public override string ToString() => Name is null ? Id : $"{Name} ({ShortId.Of(Id)})";
}
