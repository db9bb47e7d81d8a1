using System.Numerics;
using System.Text.Json.Nodes;
using Ect.Ethereum.Abi;
using Ect.Ethereum.Rpc;
using Ect.Ethereum.Transactions;
using Ect.Testing;

namespace Ect.Ethereum.Tests.Chain;

/// <summary>A node of its own for one test, with a client and the first funded key.</summary>
internal sealed class ChainTest : IAsyncDisposable
{
    private readonly string? _folder;

    private ChainTest(AnvilNode node, string? folder)
    {
        Node = node;
        _folder = folder;
        Client = new(node.HttpUri, new ContractErrors(Probe.NotAllowed));
        Key = PrivateKey.Parse(node.PrivateKeys[0]);
    }

    public AnvilNode Node { get; }

    public EthClient Client { get; }

    public PrivateKey Key { get; }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Patience that suits a node on the same machine.</summary>
    public static TransactionSenderOptions Quick { get; } = new()
    {
        PollInterval = TimeSpan.FromMilliseconds(200),
        ResendAfter = TimeSpan.FromMilliseconds(500),
        BumpAfter = TimeSpan.FromSeconds(60),
        Doubt = TimeSpan.FromMilliseconds(500),
        Timeout = TimeSpan.FromSeconds(60),
    };

    public static async Task<ChainTest> StartAsync(AnvilOptions? options = null, bool persistent = false)
    {
        var folder = persistent ? Directory.CreateTempSubdirectory("ect-eth-").FullName : null;
        var chosen = options ?? new();
        return new(await AnvilNode.StartAsync(folder is null ? chosen : chosen with { StateFile = Path.Combine(folder, "state.json") }, Token), folder);
    }

    public TransactionSender Sender(TransactionSenderOptions? options = null) => new(Client, Key, Node.ChainId, options ?? Quick);

    public Task MineAsync(int blocks = 1) => Client.CallAsync("anvil_mine", "0x" + blocks.ToString("x"));

    public static async Task<Address> DeployProbeAsync(TransactionSender sender) =>
        (await sender.SendAsync(null, Hex.Decode(Probe.InitCode), cancellationToken: Token)).ContractAddress!.Value;

    public async Task<BigInteger> CountAsync(Address probe) =>
        (BigInteger)Probe.Count.DecodeResult(await Client.EthCallAsync(probe, Probe.Count.EncodeCall(), cancellationToken: Token))[0]!;

    public async Task<int> PoolSizeAsync()
    {
        var status = await Client.CallAsync("txpool_status");
        return Convert.ToInt32(status.GetProperty("pending").GetString(), 16) + Convert.ToInt32(status.GetProperty("queued").GetString(), 16);
    }

    public Task DropAsync(Bytes32 hash) => Client.CallAsync("anvil_dropTransaction", JsonValue.Create(hash.ToString()));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Key.Dispose();
        await Node.DisposeAsync();
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
