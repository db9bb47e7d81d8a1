using Ect.Content.Storage;
using Ect.Content.UnixFs;

namespace Ect.Content.Trees;

/// <summary>Writes a tree to disk beside its destination, and moves it there when it is complete and verified.</summary>
internal sealed class TreeExporter(TreeReader reader, TreeBudget budget, CancellationToken cancellationToken)
{
    public async Task ExportAsync(Cid root, string destination)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(destination));
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
        {
            throw new IOException($"{target} exists already: choose another destination or remove it first.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(target) ?? target);
        var partial = $"{target}.{Guid.NewGuid():n}.partial";
        try
        {
            var (block, node) = await reader.OpenAsync(root, cancellationToken);
            await WriteAsync(block, node, partial, "", 0);
            Publish(partial, target);
        }
        catch (IOException e) when (DiskFull.Is(e))
        {
            throw new ContentStoreFullException($"The disk of {target} is full: nothing of the export was kept. Free some space, then repeat.", e);
        }
        finally
        {
            Remove(partial);
        }
    }

    private async Task WriteAsync(Block block, DagNode? node, string target, string path, int depth)
    {
        if (node is not { Kind: NodeKind.Folder })
        {
            await WriteFileAsync(block, node, target, path);
            return;
        }

        Directory.CreateDirectory(target);
        foreach (var link in node.Links)
        {
            var entryPath = path.Length == 0 ? link.Name : $"{path}/{link.Name}";
            budget.AddEntry(entryPath, depth);
            var (childBlock, childNode) = await reader.OpenAsync(link.Cid, cancellationToken);
            await WriteAsync(childBlock, childNode, Path.Combine(target, link.Name), entryPath, depth + 1);
        }
    }

    private async Task WriteFileAsync(Block block, DagNode? node, string target, string path)
    {
        // Counted before the first byte is written: a claim beyond the limit costs the disk nothing.
        budget.AddBytes(path, node?.FileSize ?? block.Data.Length);
        using var handle = File.OpenHandle(target, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        long at = 0;
        await foreach (var chunk in reader.ChunksAsync(block, node, cancellationToken))
        {
            await RandomAccess.WriteAsync(handle, chunk, at, cancellationToken);
            at += chunk.Length;
            budget.ReportBytes(chunk.Length);
        }

        budget.ReportFile();
    }

    private static void Publish(string partial, string target)
    {
        if (File.Exists(partial))
        {
            File.Move(partial, target, overwrite: false);
            return;
        }

        if (Directory.Exists(target))
        {
            Directory.Delete(target, recursive: false);
        }

        Directory.Move(partial, target);
    }

    private static void Remove(string partial)
    {
        if (Directory.Exists(partial))
        {
            Directory.Delete(partial, recursive: true);
        }

        File.Delete(partial);
    }
}
