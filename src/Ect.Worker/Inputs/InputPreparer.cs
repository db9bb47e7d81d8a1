using System.Security.Cryptography;
using Ect.Content;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Wire;
using Ect.Worker.Assignments;
using Ect.Worker.Chain;

namespace Ect.Worker.Inputs;

/// <summary>
/// Brings application, dataset and inputs of a task onto the disk, each verified against its content id, and application and
/// dataset against the checksum in their registry too. Failures say whose fault they are.
/// </summary>
internal sealed partial class InputPreparer(IChain chain, ContentCache cache, long maxInputBytes)
{
    private const string DatasetName = "dataset";

    // Of all inputs together: each file and folder takes an inode, which a disk has fewer of than blocks.
    private const int MaxEntries = 10_000;

    /// <summary>Downloads what is missing and fills the folder that the task sees as <c>/in</c>.</summary>
    /// <param name="assignment">The task.</param>
    /// <param name="inputFolder">An empty folder.</param>
    /// <param name="maxAppBytes">Largest application that the runtime takes.</param>
    /// <param name="cancellationToken">Stops the downloads.</param>
    /// <exception cref="InputException">Something cannot be had.</exception>
    public async Task<PreparedInputs> PrepareAsync(VerifiedAssignment assignment, string inputFolder, long maxAppBytes, CancellationToken cancellationToken)
    {
        var (left, index) = (new ContentLimits { MaxBytes = maxInputBytes, MaxEntries = MaxEntries }, IndexOf(assignment));
        foreach (var (name, address) in assignment.Params.Inputs)
        {
            var what = $"Input '{name}'";
            var cid = await LocateAsync(what, address, index, cancellationToken);
            using var input = await GetAsync(Blame.Request, what, cid, left, cancellationToken);
            left = left with { MaxBytes = left.MaxBytes - input.Use.Bytes, MaxEntries = left.MaxEntries - input.Use.Entries };
            await CopyAsync(input.Path, Path.Combine(inputFolder, name), cancellationToken);
        }

        var hasDataset = !assignment.Deal.Dataset.IsZero;
        if (hasDataset)
        {
            var what = $"Dataset {assignment.Deal.Dataset}";
            var asset = await AssetAsync(Blame.Dataset, what, chain.DatasetAsync(assignment.Deal.Dataset, cancellationToken));
            using var dataset = await GetFileAsync(Blame.Dataset, what, asset, left, cancellationToken);
            await CopyAsync(dataset.Path, Path.Combine(inputFolder, DatasetName), cancellationToken);
        }

        var appName = $"App {assignment.Deal.App}";
        var registered = await AssetAsync(Blame.App, appName, chain.AppAsync(assignment.Deal.App, cancellationToken));
        var app = await GetFileAsync(Blame.App, appName, registered, new ContentLimits { MaxBytes = maxAppBytes }, cancellationToken);
        return new PreparedInputs(app.Path, hasDataset, app);
    }

    private static uint IndexOf(VerifiedAssignment assignment)
    {
        try
        {
            return assignment.Place.Index;
        }
        catch (FormatException e)
        {
            throw new InputException(Blame.Request, e.Message, e);
        }
    }

    private static async Task<Asset> AssetAsync(Blame owner, string what, Task<Asset> reading)
    {
        try
        {
            return await reading;
        }
        catch (RevertException e)
        {
            throw new InputException(owner, $"{what} is not in its registry: {e.Message}", e);
        }
    }

    private async Task<CachedContent> GetFileAsync(Blame owner, string what, Asset asset, ContentLimits limits, CancellationToken cancellationToken)
    {
        var content = await GetAsync(owner, what, asset.Cid, limits, cancellationToken);
        try
        {
            if (!File.Exists(content.Path))
            {
                throw new InputException(owner, $"{what} names {asset.Cid}, which is a folder: it must be one file.");
            }

            using var stream = File.OpenRead(content.Path);
            var checksum = Bytes32.FromBytes(await SHA256.HashDataAsync(stream, cancellationToken));
            return checksum == asset.Checksum
                ? content
                : throw new InputException(owner, $"{what} is registered with checksum {asset.Checksum}, but its content {asset.Cid} has {checksum}: its owner must register it again.");
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    private async Task<CachedContent> GetAsync(Blame owner, string what, string text, ContentLimits limits, CancellationToken cancellationToken)
    {
        if (!Cid.TryParse(text, out var cid))
        {
            throw new InputException(owner, $"{what} names '{(text.Length <= 80 ? text : text[..80] + "…")}', which is no content id.");
        }

        try
        {
            return await cache.GetAsync(cid, limits, cancellationToken);
        }
        catch (Exception e) when (BlameOf(e, owner) is { } blame)
        {
            throw new InputException(blame, $"{what} ({cid}) cannot be had: {e.Message}", e);
        }
    }

    /// <summary>
    /// Whoever published content answers for its being there, whole, a tree and within limits. Bytes that do not have their
    /// hash were altered by whoever keeps or carries them: that is the network. A full disk is this worker's own.
    /// </summary>
    internal static Blame? BlameOf(Exception e, Blame owner) => e switch
    {
        ContentMissingException or ContentFormatException or ContentTooLargeException => owner,
        ContentTamperedException or ContentUnavailableException => Blame.Network,
        ContentStoreFullException or IOException or UnauthorizedAccessException => Blame.Worker,
        _ => null,
    };

    // Copies, not links: nothing that goes wrong in a sandbox can reach the cache.
    private static async Task CopyAsync(string from, string to, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(from))
        {
            await using var source = File.OpenRead(from);
            await using var target = File.Create(to);
            await source.CopyToAsync(target, cancellationToken);
            return;
        }

        Directory.CreateDirectory(to);
        foreach (var entry in Directory.EnumerateFileSystemEntries(from))
        {
            await CopyAsync(entry, Path.Combine(to, Path.GetFileName(entry)), cancellationToken);
        }
    }
}
