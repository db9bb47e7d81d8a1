namespace Ect.Protocol.Preferences;

/// <summary>Which values of a criterion are the better ones.</summary>
public enum Better
{
    /// <summary>The smaller ones, as of a price.</summary>
    Less,

    /// <summary>The larger ones, as of trust.</summary>
    More,
}
