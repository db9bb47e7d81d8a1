using System.Text;
using System.Text.Json.Nodes;

namespace Ect.Ethereum.Tests.Chain;

/// <summary>A way to the node that knows no receipts for a while, as behind a balancer with a backend that indexes slowly.</summary>
internal sealed class LateReceipts() : DelegatingHandler(new SocketsHttpHandler())
{
    private int _denied;

    /// <summary>How often a receipt was asked for and withheld.</summary>
    public int Denied => Volatile.Read(ref _denied);

    /// <summary>Whether receipts are there now.</summary>
    public bool Released { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
        if (Released || (string?)asked["method"] != "eth_getTransactionReceipt")
        {
            return await base.SendAsync(request, cancellationToken);
        }

        Interlocked.Increment(ref _denied);
        var answer = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = asked["id"]!.DeepClone(), ["result"] = null };
        return new() { RequestMessage = request, Content = new StringContent(answer.ToJsonString(), Encoding.UTF8, "application/json") };
    }
}
