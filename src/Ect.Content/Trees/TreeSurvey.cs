using Ect.Content.UnixFs;

namespace Ect.Content.Trees;

/// <summary>Asks for every block of a tree once, and notes the way to each that is not to be had. What lies below a missing block stays unknown.</summary>
internal sealed class TreeSurvey(TreeReader reader, TreeBudget budget)
{
    private readonly HashSet<Cid> seen = [];
    private readonly List<MissingBlock> missing = [];

    public async Task<IReadOnlyList<MissingBlock>> RunAsync(Cid root, CancellationToken cancellationToken)
    {
        var waiting = new Stack<Place>();
        waiting.Push(new Place(root, "", 0, []));
        while (waiting.TryPop(out var place))
        {
            if (seen.Add(place.Cid) && await OpenAsync(place, cancellationToken) is { } node)
            {
                Below(place, node).Reverse().ToList().ForEach(waiting.Push);
            }
        }

        return missing;
    }

    private async Task<(Block Block, DagNode Node)?> OpenAsync(Place place, CancellationToken cancellationToken)
    {
        try
        {
            var (block, node) = await reader.OpenAsync(place.Cid, cancellationToken);
            budget.AddBytes(place.Path, node is null ? block.Data.Length : 0);
            return node is null ? null : (block, node);
        }
        catch (ContentException e) when (e is ContentMissingException or ContentTamperedException or ContentUnavailableException)
        {
            missing.Add(new MissingBlock(place.Cid, place.Path, place.Steps, e));
            return null;
        }
    }

    private IEnumerable<Place> Below(Place place, (Block Block, DagNode Node) found)
    {
        var isFolder = found.Node.Kind == NodeKind.Folder;
        for (var i = 0; i < found.Node.Links.Count; i++)
        {
            var link = found.Node.Links[i];
            var path = !isFolder ? place.Path : place.Path.Length == 0 ? link.Name : $"{place.Path}/{link.Name}";
            if (isFolder)
            {
                budget.AddEntry(path, place.Depth);
            }

            yield return new Place(link.Cid, path, place.Depth + (isFolder ? 1 : 0), [.. place.Steps, new TreeStep(found.Block.Data, i)]);
        }
    }

    private sealed record Place(Cid Cid, string Path, int Depth, IReadOnlyList<TreeStep> Steps);
}
