using System.Net.Http.Json;
using Ect.Sdk.Networks;

namespace Ect.Cli.Welcome;

/// <summary>Asks a chain once, quickly and without retries, whether it is there.</summary>
internal static class ChainProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Whether any of the network's endpoints answers.</summary>
    public static async Task<bool> AnswersAsync(NetworkFile network, CancellationToken cancellation) =>
        (await Task.WhenAll(network.Rpc.Select(url => AnswersAsync(url, cancellation)))).Any(answers => answers);

    private static async Task<bool> AnswersAsync(Uri url, CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var response = await http.PostAsJsonAsync(url, new { jsonrpc = "2.0", id = 1, method = "eth_chainId", @params = Array.Empty<string>() }, cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }
}
