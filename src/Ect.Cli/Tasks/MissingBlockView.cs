using Ect.Content.Trees;

namespace Ect.Cli.Tasks;

/// <summary>A block of a result that is not to be had.</summary>
internal sealed record MissingBlockView(string Cid, string Path, string Why)
{
    public static MissingBlockView Of(MissingBlock block) => new(block.Cid.ToString(), block.Path, block.Why.Message);
}
