namespace Ect.Content;

/// <summary>A content server could not be reached, kept failing or refused, after all retries.</summary>
public sealed class ContentUnavailableException(Uri endpoint, string reason, Exception? inner = null)
    : ContentException($"The content server {endpoint} is not available: {reason}. Check that it runs and that the address is right.", inner)
{
    /// <summary>The server.</summary>
    public Uri Endpoint { get; } = endpoint;
}
