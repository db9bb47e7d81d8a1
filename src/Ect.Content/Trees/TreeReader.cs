using System.Runtime.CompilerServices;
using Ect.Content.UnixFs;

namespace Ect.Content.Trees;

/// <summary>Reads files and folders out of blocks, checking each against what its parent said of it.</summary>
internal sealed class TreeReader(IBlockSource source, params IReadOnlyList<FileLayout> layouts)
{
    /// <summary>The block, and its node unless it is a file of one chunk.</summary>
    public async Task<(Block Block, DagNode? Node)> OpenAsync(Cid cid, CancellationToken cancellationToken)
    {
        var block = await source.GetAsync(cid, cancellationToken);
        return (block, cid.Codec == CidCodec.Raw ? null : DagNodeCodec.Decode(block));
    }

    /// <summary>The chunks of a file, in order, each verified before it is handed out.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ChunksAsync(Block file, DagNode? node, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (node is null)
        {
            CheckSingleChunk(file);
            yield return file.Data;
            yield break;
        }

        var layout = FileLayout.Of(node, layouts);
        var waiting = new Stack<(Cid Cid, FilePart Part)>();
        Push(layout.PartsOf(file.Cid, node, null));
        while (waiting.TryPop(out var next))
        {
            var (block, inner) = await OpenAsync(next.Cid, cancellationToken);
            if (inner is not null)
            {
                Push(layout.PartsOf(next.Cid, inner, next.Part));
                continue;
            }

            FileLayout.CheckChunk(block, next.Part);
            yield return block.Data;
        }

        void Push(IEnumerable<(Cid Cid, FilePart Part)> parts)
        {
            foreach (var part in parts.Reverse())
            {
                waiting.Push(part);
            }
        }
    }

    private void CheckSingleChunk(Block file)
    {
        var most = layouts.Max(layout => layout.ChunkSize);
        if (file.Data.Length > most)
        {
            throw new ContentFormatException(file.Cid, $"a file of {file.Data.Length} bytes must be cut in chunks of {most}.");
        }
    }
}
