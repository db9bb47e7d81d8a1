using System.Numerics;
using Ect.Content;
using Ect.Content.Trees;
using Ect.Contracts;
using Ect.Ethereum;
using System.Security.Cryptography;
using Ect.Protocol.Apps;
using Ect.Protocol.Machines;
using Ect.Sdk.Errors;

namespace Ect.Sdk.Assets;

public sealed partial class AssetClient
{
    /// <summary>
    /// What an application needs of the machines that compute it, as its manifest says. Of a bare module no more is read than
    /// its beginning.
    /// </summary>
    /// <exception cref="EctException">
    /// There is no such app (<see cref="ErrorCode.AssetNotFound"/>), or its manifest is none that a worker could use
    /// (<see cref="ErrorCode.InvalidValue"/>).
    /// </exception>
    /// <exception cref="ContentMissingException">The store lacks its content, without which nobody can compute it.</exception>
    /// <exception cref="ContentUnavailableException">The store does not answer.</exception>
    public async Task<MachineNeeds> NeedsAsync(BigInteger app, CancellationToken cancellation = default)
    {
        var asset = await GetAsync(AssetKind.App, app, cancellation);
        if (!Cid.TryParse(asset.Cid, out var cid))
        {
            throw Unusable(asset, $"its content id '{asset.Cid}' is none");
        }

        using var file = new MemoryStream();
        await foreach (var chunk in ContentTree.ReadChunksAsync(_content, cid, cancellation))
        {
            file.Write(chunk.Span);
            if (!AppFile.IsManifest(file.GetBuffer().AsSpan(0, (int)Math.Min(file.Length, AppFile.HeadLength))))
            {
                return MachineNeeds.None;
            }

            if (file.Length > AppManifest.MaxBytes)
            {
                throw Unusable(asset, $"its manifest has more than {AppManifest.MaxBytes} bytes");
            }
        }

        if (Bytes32.FromBytes(SHA256.HashData(file.ToArray())) != asset.Checksum)
        {
            throw Unusable(asset, $"its content {cid} has not the checksum {asset.Checksum} with which it is registered");
        }

        try
        {
            return MachineNeeds.Of(AppManifest.Parse(file.ToArray()));
        }
        catch (FormatException e)
        {
            throw Unusable(asset, $"its manifest breaks a rule: {e.Message}", e);
        }
    }

    private static EctException Unusable(AssetInfo app, string why, Exception? inner = null) =>
        new(ErrorCode.InvalidValue, $"No worker can run app {AssetId.Format(app.Id)}: {why}.", "Its owner must publish it again.", inner);
}
