using System.Net.Http.Json;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Ethereum.Transactions;
using Ect.Protocol.Signing;
using Ect.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Ect.Market.Tests;

/// <summary>A board over a real chain with the real contracts. Accounts: 0 deploys and owns assets, 1 buys, 2 is a stranger.</summary>
public sealed class MarketFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ect-market-").FullName;
    private AnvilNode _node = null!;
    private WebApplication _app = null!;

    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    public Deployment Deployment { get; private set; } = null!;

    public EctDomain Domain => EctDomain.Of(Deployment);

    public EthClient Eth { get; private set; } = null!;

    public HttpClient Board { get; private set; } = null!;

    public PrivateKey Owner { get; private set; } = null!;

    public PrivateKey Buyer { get; private set; } = null!;

    public PrivateKey Stranger { get; private set; } = null!;

    public HubClient OwnerHub { get; private set; } = null!;

    public HubClient BuyerHub { get; private set; } = null!;

    internal MarketOptions Options { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _node = await AnvilNode.StartAsync();
        Eth = new(_node.HttpUri);
        (Owner, Buyer, Stranger) = (PrivateKey.Parse(_node.PrivateKeys[0]), PrivateKey.Parse(_node.PrivateKeys[1]), PrivateKey.Parse(_node.PrivateKeys[2]));
        var sender = new TransactionSender(Eth, Owner, _node.ChainId);
        Deployment = await HubDeployer.DeployAsync(sender);
        OwnerHub = new(Eth, Deployment, sender);
        BuyerHub = new(Eth, Deployment, new TransactionSender(Eth, Buyer, _node.ChainId));
        Options = new()
        {
            Rpc = _node.HttpUri,
            Deployment = Deployment,
            DataFolder = _folder,
            ListenUrl = new("http://127.0.0.1:0"),
            CacheTime = TimeSpan.FromSeconds(2),
            MaxOrderBytes = 8 << 10,
            MaxOrdersPerSigner = 40,
            Time = Time,
            ConfigureLogging = logging => logging.ClearProviders(),
        };
        await StartBoardAsync();
    }

    public async Task RestartBoardAsync()
    {
        await StopBoardAsync();
        await StartBoardAsync();
    }

    public Task StopChainAsync() => _node.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await StopBoardAsync();
        await _node.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Registers an app of the owner's.</summary>
    public async Task<BigInteger> NewAppAsync(string name) =>
        (await OwnerHub.RegisterAsync(AssetKind.App, "bafkreiapp", Keccak256.Hash(name), $"{{\"name\":\"{name}\"}}")).Id;

    public AppOrder AppOrder(BigInteger app, string price, uint volume = 10, TimeSpan? validity = null) => new(
        app, Units.ParseEther(price), volume, Bytes32.Zero, 0, 0, Address.Zero, (ulong)(Time.GetUtcNow() + (validity ?? TimeSpan.FromHours(1))).ToUnixTimeSeconds(), NewSalt());

    public static Bytes32 NewSalt() => Bytes32.FromBytes(Guid.NewGuid().ToByteArray().Concat(Guid.NewGuid().ToByteArray()).ToArray());

    public async Task<(int Status, JsonElement Body)> PostAsync(string document)
    {
        using var response = await Board.PostAsync("/orders", new StringContent(document, Encoding.UTF8, "application/json"));
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    public async Task<(int Status, JsonElement Body)> GetAsync(string path)
    {
        using var response = await Board.GetAsync(path);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    private async Task StartBoardAsync()
    {
        _app = MarketHost.Build(Options);
        await _app.StartAsync();
        var address = _app.Services.GetService(typeof(Microsoft.AspNetCore.Hosting.Server.IServer)) is Microsoft.AspNetCore.Hosting.Server.IServer server
            ? server.Features.Get<IServerAddressesFeature>()!.Addresses.First()
            : throw new InvalidOperationException("The board has no address.");
        Board = new() { BaseAddress = new(address) };
    }

    private async Task StopBoardAsync()
    {
        Board.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
