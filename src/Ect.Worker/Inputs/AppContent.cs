using Ect.Content;
using Ect.Wire;
using Ect.Worker.Runtimes;

namespace Ect.Worker.Inputs;

/// <summary>What manifests name, from the cache or the content store. An application's owner answers for its being there.</summary>
internal sealed class AppContent(ContentCache cache) : IAppContent
{
    /// <inheritdoc/>
    public async Task<CachedContent> GetFileAsync(string what, string cid, long maxBytes, CancellationToken cancellationToken)
    {
        if (!Cid.TryParse(cid, out var id))
        {
            throw new InputException(Blame.App, $"{what} is named '{cid}', which is no content id of ECT: a CIDv1 in base32 with sha2-256.");
        }

        try
        {
            var content = await cache.GetAsync(id, new ContentLimits { MaxBytes = maxBytes }, cancellationToken);
            if (File.Exists(content.Path))
            {
                return content;
            }

            content.Dispose();
        }
        catch (Exception e) when (InputPreparer.BlameOf(e, Blame.App) is { } blame)
        {
            throw new InputException(blame, $"{what} ({cid}) cannot be had: {e.Message}", e);
        }

        throw new InputException(Blame.App, $"{what} ({cid}) is a folder; it must be one file.");
    }
}
