using System.Net;
using Ect.Content.Trees;

namespace Ect.Content.Http;

/// <summary>
/// A content server seen from outside. It is itself a block store whose reads verify, so every operation of
/// <see cref="ContentTree"/> works on it directly; <see cref="UploadTreeAsync"/> and <see cref="DownloadTreeAsync"/> move whole trees fast.
/// What still fails after all retries is a <see cref="ContentUnavailableException"/>.
/// </summary>
public sealed partial class ContentClient : IBlockStore, IDisposable
{
    private readonly HttpClient http;
    private readonly ContentClientOptions options;

    /// <summary>A client of the server at <paramref name="endpoint"/> (the address below which <c>/blocks</c> and <c>/content</c> lie).</summary>
    /// <param name="endpoint">An absolute http or https address.</param>
    /// <param name="options">Parallelism, retries, timeouts.</param>
    /// <param name="time">The clock of timeouts and retries.</param>
    /// <param name="transport">What sends requests; owned by the client from now on. Default: sockets, no redirects.</param>
    /// <exception cref="ArgumentException">The address is not absolute http(s), or an option is out of its range.</exception>
    public ContentClient(Uri endpoint, ContentClientOptions? options = null, TimeProvider? time = null, HttpMessageHandler? transport = null)
    {
        if (!endpoint.IsAbsoluteUri || (endpoint.Scheme != Uri.UriSchemeHttp && endpoint.Scheme != Uri.UriSchemeHttps))
        {
            throw new ArgumentException($"\"{endpoint}\" is no content server: give an absolute http:// or https:// address.", nameof(endpoint));
        }

        this.options = options ?? new ContentClientOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(this.options.Attempts, 1, nameof(this.options.Attempts));
        ArgumentOutOfRangeException.ThrowIfLessThan(this.options.MissingBatch, 1, nameof(this.options.MissingBatch));
        if (this.options.Parallelism is < 1 or > 64)
        {
            throw new ArgumentOutOfRangeException(nameof(options), this.options.Parallelism, "Parallelism is between 1 and 64.");
        }

        Endpoint = endpoint.AbsoluteUri.EndsWith('/') ? endpoint : new Uri(endpoint.AbsoluteUri + "/");
        transport ??= new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        // Timeouts are per attempt, in the retry handler.
        http = new HttpClient(new RetryHandler(this.options, time ?? TimeProvider.System, transport)) { BaseAddress = Endpoint, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The server's address, ending in '/'.</summary>
    public Uri Endpoint { get; }

    /// <inheritdoc/>
    public async Task<Block> GetAsync(Cid cid, CancellationToken cancellationToken = default)
    {
        using var response = await SendAsync(HttpMethod.Get, $"blocks/{cid}", null, cancellationToken);
        return response.StatusCode == HttpStatusCode.OK
            ? Block.Verify(cid, await response.Content.ReadAsByteArrayAsync(cancellationToken), Endpoint.ToString())
            : throw await FailureAsync(response, cid);
    }

    /// <inheritdoc/>
    public async Task<bool> HasAsync(Cid cid, CancellationToken cancellationToken = default)
    {
        using var response = await SendAsync(HttpMethod.Head, $"blocks/{cid}", null, cancellationToken);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => true,
            HttpStatusCode.NotFound => false,
            _ => throw await FailureAsync(response, cid),
        };
    }

    /// <inheritdoc/>
    public async Task<bool> PutAsync(Block block, CancellationToken cancellationToken = default)
    {
        using var content = new ReadOnlyMemoryContent(block.Data);
        content.Headers.ContentType = new(BlockEndpoints.BlockType);
        using var response = await SendAsync(HttpMethod.Put, $"blocks/{block.Cid}", content, cancellationToken);
        return response.StatusCode switch
        {
            HttpStatusCode.Created => true,
            HttpStatusCode.NoContent => false,
            _ => throw await FailureAsync(response, block.Cid),
        };
    }

    /// <summary>Reads a file of a tree, each block verified.</summary>
    /// <param name="root">The tree, or the file itself.</param>
    /// <param name="path">The file's path from the root; empty if the root is the file.</param>
    /// <param name="maxBytes">Refuse a larger file, before reading it.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="FileNotFoundException">The tree has no such file.</exception>
    /// <exception cref="ContentException">The blocks are missing, tampered, malformed, too large, or the server is unavailable: the type says which.</exception>
    public async Task<byte[]> ReadFileAsync(Cid root, string path = "", int maxBytes = 64 << 20, CancellationToken cancellationToken = default)
    {
        var entry = await ContentTree.FindAsync(this, root, path, cancellationToken);
        return entry is { IsFolder: false }
            ? await ContentTree.ReadBytesAsync(this, entry.Cid, maxBytes, cancellationToken)
            : throw new FileNotFoundException($"The tree {root} has no file \"{path}\".", path);
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();
}
