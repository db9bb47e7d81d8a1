using System.Globalization;
using Ect.Content;
using Ect.Content.Trees;
using Ect.Sdk.Errors;

namespace Ect.Sdk.Assets;

public sealed partial class AssetClient
{
    /// <summary>
    /// Uploads a folder of which each task of a bag reads one entry. Entries that are named 0, 1, 2 … keep their numbers; otherwise the
    /// folder's files are numbered in the ordinal order of their names.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="progress">How far the upload is.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="EctException">No such folder (<see cref="ErrorCode.FileNotFound"/>), or it is empty or has folders that are not numbered (<see cref="ErrorCode.InvalidValue"/>).</exception>
    public async Task<UploadedParts> UploadPartsAsync(string folder, IProgress<ContentProgress>? progress = null, CancellationToken cancellation = default) =>
        await UploadPartsAsync(PartsOf(folder), progress, cancellation);

    /// <summary>Uploads files and folders of which each task of a bag reads one, in the order given.</summary>
    public async Task<UploadedParts> UploadPartsAsync(IReadOnlyList<string> paths, IProgress<ContentProgress>? progress = null, CancellationToken cancellation = default)
    {
        var root = await UploadAsync(store => ContentTree.ImportNumberedAsync(store, paths, cancellationToken: cancellation), progress, cancellation);
        return new(root, (uint)paths.Count);
    }

    /// <summary>The entries of a folder in the order of the tasks that read them.</summary>
    internal static IReadOnlyList<string> PartsOf(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new EctException(ErrorCode.FileNotFound, File.Exists(folder) ? $"'{folder}' is a file; a folder is needed, with an entry for each task." : $"Folder '{folder}' does not exist.");
        }

        var names = Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal).ToArray();
        var numbers = Enumerable.Range(0, names.Length).Select(i => i.ToString(CultureInfo.InvariantCulture)).ToArray();
        if (names.Length == 0)
        {
            throw new EctException(ErrorCode.InvalidValue, $"Folder '{folder}' is empty: it needs an entry for each task.");
        }

        if (names.ToHashSet(StringComparer.Ordinal).SetEquals(numbers))
        {
            names = numbers;
        }
        else if (names.FirstOrDefault(name => Directory.Exists(Path.Combine(folder, name))) is { } inner)
        {
            throw new EctException(ErrorCode.InvalidValue, $"Folder '{folder}' has the folder '{inner}' in it: only files are numbered by their names' order.", $"Name all {names.Length} entries 0 to {names.Length - 1} to have folders among them.");
        }

        return [.. names.Select(name => Path.Combine(folder, name))];
    }
}
