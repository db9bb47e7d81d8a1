namespace Ect.Sdk.Assets;

/// <summary>What publishing did.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="IsNew">False if the same owner had published the same before: then nothing was sent to the chain.</param>
public sealed record Publication(AssetInfo Asset, bool IsNew);
