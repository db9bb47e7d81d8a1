using System.Globalization;
using Ect.Content;
using Ect.Content.Trees;

namespace Ect.Sdk.Workflows;

/// <summary>
/// Makes the folders that a step reads out of what earlier steps left, by content ids alone: folders of results are read, folders
/// are made and uploaded, and no file moves.
/// </summary>
internal static class ResultJoiner
{
    /// <summary>The address of an input.</summary>
    /// <param name="content">Where results are and folders go.</param>
    /// <param name="reader">How many tasks read it.</param>
    /// <param name="input">What they read.</param>
    /// <param name="roots">The results of the earlier step, by index.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The address, or why there is none.</returns>
    public static async Task<JoinOutcome> JoinAsync(IBlockStore content, uint reader, StepInput.Results input, IReadOnlyList<Cid> roots, CancellationToken cancellation)
    {
        var parts = Enumerable.Range(0, input.IsShuffle ? (int)reader : 1).Select(_ => new Dictionary<string, ContentLink>(roots.Count, StringComparer.Ordinal)).ToArray();
        for (var i = 0; i < roots.Count; i++)
        {
            // One result at a time, so that memory holds the folders of one.
            var folders = new FoldersOnce(content);
            for (var part = 0; part < parts.Length; part++)
            {
                var path = input.PathFor((uint)part);
                if (await ContentTree.ResolveAsync(folders, roots[i], path, cancellation) is not PathOutcome.Found found)
                {
                    return new JoinOutcome.Missing($"The result of task {i} of step '{input.From}' has no '{string.Join('/', path)}' ({roots[i]}): its app did not write it.");
                }

                parts[part][Number(i)] = found.Link;
            }
        }

        if (!input.IsShuffle)
        {
            var all = await ContentTree.JoinAsync(content, parts[0], cancellation);
            return new JoinOutcome.Joined(input.IsOwn ? $"{all.Cid}/{Protocol.Tasks.InputAddress.IndexSegment}" : $"{all.Cid}");
        }

        var outer = new Dictionary<string, ContentLink>(parts.Length, StringComparer.Ordinal);
        for (var part = 0; part < parts.Length; part++)
        {
            outer[Number(part)] = await ContentTree.JoinAsync(content, parts[part], cancellation);
        }

        return new JoinOutcome.Joined($"{(await ContentTree.JoinAsync(content, outer, cancellation)).Cid}/{Protocol.Tasks.InputAddress.IndexSegment}");
    }

    private static string Number(int i) => i.ToString(CultureInfo.InvariantCulture);

    private sealed class FoldersOnce(IBlockSource source) : IBlockSource
    {
        private readonly Dictionary<Cid, Block> known = [];

        public async Task<Block> GetAsync(Cid cid, CancellationToken cancellationToken = default)
        {
            if (!known.TryGetValue(cid, out var block))
            {
                known[cid] = block = await source.GetAsync(cid, cancellationToken);
            }

            return block;
        }
    }
}
