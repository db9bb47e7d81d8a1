using System.Text.Json;
using Ect.Contracts;
using Ect.Ethereum.Rpc;
using Ect.Market.Chain;
using Ect.Market.Http;
using Ect.Market.Orders;
using Ect.Market.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Ect.Market;

/// <summary>Runs an order board.</summary>
public static class MarketHost
{
    /// <summary>Runs until cancelled.</summary>
    /// <exception cref="ArgumentException">An option breaks its rule.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task RunAsync(MarketOptions options, CancellationToken cancellation)
    {
        await using var app = Build(options);
        await app.StartAsync(cancellation);
        await app.WaitForShutdownAsync(cancellation);
    }

    /// <summary>A board that is not started yet, for hosts and tests that need its address.</summary>
    /// <exception cref="ArgumentException">An option breaks its rule.</exception>
    public static WebApplication Build(MarketOptions options)
    {
        options.Validate();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(options.ListenUrl.ToString());
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxOrderBytes + 1;
        });
        options.ConfigureLogging?.Invoke(builder.Logging);
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.CamelCase);
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(new MarketDatabase(options.DataFolder));
        builder.Services.AddSingleton(_ => new EthClient(options.Rpc, options: new() { Attempts = 2, ChainId = options.Deployment.ChainId }));
        builder.Services.AddSingleton(services => new HubClient(services.GetRequiredService<EthClient>(), options.Deployment));
        builder.Services.AddSingleton<OrderChain>();
        builder.Services.AddSingleton<OrderStore>();
        builder.Services.AddSingleton<OrderBoard>();

        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapOrders(app.Services.GetRequiredService<OrderBoard>(), options);
        app.MapGet("/status", () => TypedResults.Ok(new { role = "market", chainId = options.Deployment.ChainId, hub = options.Deployment.Hub.ToString() }));
        return app;
    }
}
