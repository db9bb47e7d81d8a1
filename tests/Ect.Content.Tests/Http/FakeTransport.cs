using System.Collections.Concurrent;
using System.Net;

namespace Ect.Content.Tests.Http;

/// <summary>Stands for the network: answers each request as told, by its number from 1.</summary>
internal sealed class FakeTransport(Func<int, HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    private int count;

    public ConcurrentQueue<string> Requests { get; } = [];

    public static HttpResponseMessage Status(HttpStatusCode status, byte[]? body = null) => new(status) { Content = new ByteArrayContent(body ?? []) };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Enqueue($"{request.Method} {request.RequestUri!.AbsolutePath}");
        return Task.FromResult(answer(Interlocked.Increment(ref count), request));
    }
}
