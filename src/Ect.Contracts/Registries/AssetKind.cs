namespace Ect.Contracts;

/// <summary>What a registry lists.</summary>
public enum AssetKind
{
    /// <summary>Applications.</summary>
    App,

    /// <summary>Datasets.</summary>
    Dataset,

    /// <summary>Worker pools.</summary>
    Pool,
}
