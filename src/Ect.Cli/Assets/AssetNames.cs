using Ect.Cli.Frame;
using Ect.Sdk;
using Ect.Contracts;
using Ect.Sdk.Assets;
using Ect.Sdk.Errors;

namespace Ect.Cli.Assets;

/// <summary>
/// Finds the asset that a user means: by the user's own name, by id, by the beginning of an id, or by the title that its
/// publisher gave it if no other asset has the same.
/// </summary>
internal static class AssetNames
{
    public static async Task<AssetInfo> FindAsync(CliContext context, EctClient client, AssetKind kind, string text, CancellationToken cancellation)
    {
        if (context.Names().Find(kind, text) is { } id)
        {
            return await client.Assets.GetAsync(kind, id, cancellation);
        }

        try
        {
            return await client.Assets.FindAsync(kind, text, cancellation);
        }
        catch (EctException e) when (e.Code == ErrorCode.AssetNotFound)
        {
            var titled = (await client.Assets.ListAsync(kind, cancellation: cancellation)).Where(asset => asset.Metadata.Name == text).ToArray();
            return titled switch
            {
                [var only] => only,
                [] => throw new EctException(e.Code, e.Message, e.Hint, e),
                _ => throw new EctException(ErrorCode.AmbiguousName, $"{titled.Length} {AssetGroup.NounOf(kind)}s are titled '{text}': {string.Join(", ", titled.Select(asset => AssetId.Format(asset.Id)))}.", "Name the one you mean by its id."),
            };
        }
    }
}
