using Ect.Content.Http;
using Ect.Content.Storage;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Ethereum.Transactions;
using Ect.Market;
using Ect.Sdk.Networks;
using Ect.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ect.Cli.Tests.Network;

/// <summary>A real chain with the contracts, an order board and a content store; no scheduler, no workers.</summary>
public sealed class LocalServices : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ect-services-").FullName;
    private readonly List<WebApplication> _servers = [];
    private AnvilNode _node = null!;

    public NetworkFile Network { get; private set; } = null!;

    public EthClient Eth { get; private set; } = null!;

    /// <summary>Folder of the content store's blocks.</summary>
    public string Blocks => Path.Combine(_folder, "content");

    public IReadOnlyList<string> Keys => _node.PrivateKeys;

    public async ValueTask InitializeAsync()
    {
        _node = await AnvilNode.StartAsync();
        Eth = new(_node.HttpUri);
        await using var deployer = new TransactionSender(Eth, PrivateKey.Parse(Keys[0]), _node.ChainId);
        var deployment = await HubDeployer.DeployAsync(deployer);
        var market = MarketHost.Build(new()
        {
            Rpc = _node.HttpUri,
            Deployment = deployment,
            DataFolder = Path.Combine(_folder, "market"),
            ListenUrl = new("http://127.0.0.1:0"),
            CacheTime = TimeSpan.Zero,
            ConfigureLogging = logging => logging.ClearProviders(),
        });
        Network = new()
        {
            Name = "local",
            ChainId = _node.ChainId,
            Rpc = _node.HttpUri,
            Deployment = deployment,
            Content = await StartAsync(ContentServerOf(Blocks)),
            Market = await StartAsync(market),
        };
    }

    /// <summary>The client of one of anvil's accounts.</summary>
    public HubClient HubOf(int account) => new(Eth, Network.Deployment, new TransactionSender(Eth, PrivateKey.Parse(Keys[account]), Network.ChainId));

    /// <summary>Sends a call as one of anvil's accounts.</summary>
    public async Task SendAsync(int account, ContractCall call)
    {
        await using var sender = new TransactionSender(Eth, PrivateKey.Parse(Keys[account]), Network.ChainId);
        await sender.SendAsync(call);
    }

    /// <summary>Lets the chain's clock jump.</summary>
    public async Task AdvanceAsync(int seconds)
    {
        await Eth.CallAsync("evm_increaseTime", seconds);
        await Eth.CallAsync("evm_mine");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.StopAsync();
            await server.DisposeAsync();
        }

        await _node.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static WebApplication ContentServerOf(string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapContent(new FileBlockStore(new FileBlockStoreOptions { Folder = folder, Flush = false }));
        return app;
    }

    private async Task<Uri> StartAsync(WebApplication server)
    {
        _servers.Add(server);
        await server.StartAsync();
        return new(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }
}
