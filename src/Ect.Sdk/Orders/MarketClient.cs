using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Ect.Ethereum;
using Ect.Protocol.Orders;
using Ect.Sdk.Assets;
using Ect.Sdk.Chain;
using Ect.Contracts;
using Ect.Sdk.Errors;

namespace Ect.Sdk.Orders;

/// <summary>An order board seen from outside. Its answers are read again from the orders themselves: it cannot change a term.</summary>
public sealed class MarketClient : IDisposable
{
    private const int PageSize = 100;

    private readonly HttpClient _http;

    /// <summary>A client of the board at <paramref name="endpoint"/>.</summary>
    public MarketClient(Uri endpoint, HttpMessageHandler? transport = null)
    {
        Endpoint = endpoint.AbsoluteUri.EndsWith('/') ? endpoint : new(endpoint.AbsoluteUri + "/");
        _http = new(transport ?? new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            BaseAddress = Endpoint,
            Timeout = TimeSpan.FromSeconds(30),
            MaxResponseContentBufferSize = 64 << 20,
        };
    }

    /// <summary>The board's address, ending in '/'.</summary>
    public Uri Endpoint { get; }

    /// <summary>Posts a signed order; posting it again changes nothing.</summary>
    /// <exception cref="EctException">The board refuses it (<see cref="ErrorCode.OrderRefused"/>) or is away (<see cref="ErrorCode.MarketUnreachable"/>).</exception>
    public async Task<Posted> PostAsync(string document, CancellationToken cancellation = default)
    {
        using var content = new StringContent(document, Encoding.UTF8, "application/json");
        using var response = await SendAsync(() => _http.PostAsync("orders", content, cancellation), cancellation);
        if (response.StatusCode is not (HttpStatusCode.Created or HttpStatusCode.OK))
        {
            throw await FailureAsync(response, cancellation);
        }

        var accepted = await ReadAsync<MarketMessages.Accepted>(response, cancellation);
        return new(Bytes32.Parse(accepted.Hash), accepted.IsNew);
    }

    /// <summary>An open order by its hash; null if the board has none.</summary>
    public async Task<BoardOrder?> FindAsync(Bytes32 hash, CancellationToken cancellation = default)
    {
        using var response = await SendAsync(() => _http.GetAsync($"orders/{hash}", cancellation), cancellation);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => Read(await ReadAsync<MarketMessages.Order>(response, cancellation)) is { } order && order.Hash == hash ? order : null,
            HttpStatusCode.NotFound => null,
            _ => throw await FailureAsync(response, cancellation),
        };
    }

    /// <summary>The open order whose hash begins with <paramref name="prefix"/> (at least four digits).</summary>
    /// <exception cref="EctException">None (<see cref="ErrorCode.OrderNotFound"/>), or several (<see cref="ErrorCode.AmbiguousName"/>).</exception>
    public async Task<BoardOrder> FindAsync(string prefix, CancellationToken cancellation = default)
    {
        var orders = new List<BoardOrder>();
        foreach (var kind in Enum.GetValues<OrderKind>())
        {
            orders.AddRange(await ListAsync(new(kind), cancellation));
        }

        var hash = IdPrefix.Choose(orders.Select(order => order.Hash.ToString()), prefix, "open order", ErrorCode.OrderNotFound);
        return orders.First(order => order.Hash.ToString() == hash);
    }

    /// <summary>Open orders, the best first.</summary>
    public async Task<IReadOnlyList<BoardOrder>> ListAsync(OrderQuery query, CancellationToken cancellation = default)
    {
        var orders = new List<BoardOrder>();
        string? after = null;
        do
        {
            var path = $"orders?kind={query.Kind.ToString().ToLowerInvariant()}&limit={Math.Min(PageSize, query.Limit - orders.Count)}"
                + (query.Asset is { } asset ? $"&asset={AssetId.Format(asset)}" : "")
                + (query.Category is { } category ? $"&category={category}" : "")
                + (after is null ? "" : $"&after={Uri.EscapeDataString(after)}");
            using var response = await SendAsync(() => _http.GetAsync(path, cancellation), cancellation);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw await FailureAsync(response, cancellation);
            }

            var page = await ReadAsync<MarketMessages.Page>(response, cancellation);
            orders.AddRange(page.Orders.Select(Read).OfType<BoardOrder>().Where(order => order.Kind == query.Kind));
            after = page.Next;
        }
        while (after is not null && orders.Count < query.Limit);

        return orders;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    // An entry that is no order is skipped: one bad entry must not hide the others.
    private static BoardOrder? Read(MarketMessages.Order order)
    {
        try
        {
            var document = order.Document.GetRawText();
            return new(OrderSummary.Read(document), Address.Parse(order.Signer), order.Remaining, document);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Func<Task<HttpResponseMessage>> send, CancellationToken cancellation)
    {
        try
        {
            return await send();
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new EctException(ErrorCode.MarketUnreachable, $"The order board at {Endpoint} does not answer: {e.Message}", inner: e);
        }
    }

    private async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(MarketMessages.Json, cancellation) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new EctException(ErrorCode.MarketUnreachable, $"What answers at {Endpoint} is no order board: {e.Message}", inner: e);
        }
    }

    private async Task<EctException> FailureAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        MarketMessages.Problem? problem = null;
        try
        {
            problem = await response.Content.ReadFromJsonAsync<MarketMessages.Problem>(MarketMessages.Json, cancellation);
        }
        catch (JsonException)
        {
            // Not a board's answer: the status has to do.
        }

        var detail = problem?.Detail ?? $"it answers {(int)response.StatusCode}";
        return response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity or HttpStatusCode.TooManyRequests
            ? new(ErrorCode.OrderRefused, $"The order board refuses: {detail} ({problem?.Title ?? "no reason"})")
            : new(ErrorCode.MarketUnreachable, $"The order board at {Endpoint} cannot help: {detail}");
    }
}
