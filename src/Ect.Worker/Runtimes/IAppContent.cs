using Ect.Worker.Inputs;

namespace Ect.Worker.Runtimes;

/// <summary>Gives what an application's manifest names.</summary>
internal interface IAppContent
{
    /// <summary>One file, verified, kept until it is disposed.</summary>
    /// <param name="what">For messages, such as "The image archive".</param>
    /// <param name="cid">Content id as the manifest writes it.</param>
    /// <param name="maxBytes">Largest size.</param>
    /// <param name="cancellationToken">Stops the download.</param>
    /// <exception cref="InputException">It cannot be had.</exception>
    Task<CachedContent> GetFileAsync(string what, string cid, long maxBytes, CancellationToken cancellationToken);
}
