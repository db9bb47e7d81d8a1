namespace Ect.Bench.Hosting;

/// <summary>The chain: a real node that mines a block a second.</summary>
internal sealed class AnvilProcess : IAsyncDisposable
{
    public const ulong ChainId = 31337;
    private const string Listening = "Listening on 127.0.0.1:";

    /// <summary>Well-known secrets of the node's first two accounts: requester and scheduler.</summary>
    public static readonly string[] Secrets =
    [
        "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80",
        "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d",
    ];

    private AnvilProcess(ChildProcess child, Uri url)
    {
        Child = child;
        Url = url;
    }

    public ChildProcess Child { get; }

    public Uri Url { get; }

    public static async Task<AnvilProcess> StartAsync(CancellationToken ct, string? load = null, string? dump = null)
    {
        var program = Repository.File("node_modules", "@foundry-rs", "anvil-linux-amd64", "bin", "anvil");
        List<string> arguments =
        [
            "--host", "127.0.0.1", "--port", "0", "--chain-id", "31337", "--block-time", "1", "--gas-limit", "1000000000", "--no-request-size-limit",
            "--accounts", "2", "--balance", "1000000",
        ];
        arguments.AddRange(load is null ? [] : ["--load-state", load]);
        arguments.AddRange(dump is null ? [] : ["--dump-state", dump]);
        var child = ChildProcess.Start("chain's node", program, arguments);
        var line = await child.LineAsync(line => line.StartsWith(Listening, StringComparison.Ordinal), TimeSpan.FromMinutes(2), ct);
        return new(child, new($"http://127.0.0.1:{line[Listening.Length..]}"));
    }

    public ValueTask DisposeAsync() => Child.DisposeAsync();
}
