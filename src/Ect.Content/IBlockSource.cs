namespace Ect.Content;

/// <summary>Somewhere blocks are read from: a folder, or a server.</summary>
public interface IBlockSource
{
    /// <summary>Reads and verifies a block.</summary>
    /// <exception cref="ContentMissingException">The source does not have it.</exception>
    /// <exception cref="ContentTamperedException">What the source has under this id is something else.</exception>
    Task<Block> GetAsync(Cid cid, CancellationToken cancellationToken = default);
}
