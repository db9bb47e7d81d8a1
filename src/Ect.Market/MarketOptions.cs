using Ect.Contracts;
using Ect.Ethereum.Rpc;
using Microsoft.Extensions.Logging;

namespace Ect.Market;

/// <summary>Where an order board runs and what it takes.</summary>
public sealed record MarketOptions
{
    /// <summary>JSON-RPC endpoints of the chain, by preference.</summary>
    public required RpcEndpoints Rpc { get; init; }

    /// <summary>The contracts whose orders are taken.</summary>
    public required Deployment Deployment { get; init; }

    /// <summary>Folder of market.db; made if needed.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Where to listen, such as http://127.0.0.1:7010.</summary>
    public required Uri ListenUrl { get; init; }

    /// <summary>Largest order document, in bytes; 1 KiB to 1 MiB. Default 64 KiB.</summary>
    public int MaxOrderBytes { get; init; } = 64 << 10;

    /// <summary>Open orders of one signer; at least 1. Default 10,000.</summary>
    public int MaxOrdersPerSigner { get; init; } = 10_000;

    /// <summary>How long what the chain says of an order is believed; 0 to 1 minute. Default 2 s.</summary>
    public TimeSpan CacheTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Sets up the log; null for the console.</summary>
    public Action<ILoggingBuilder>? ConfigureLogging { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">Names the option, its value and the rule.</exception>
    public void Validate()
    {
        Require(Rpc.Problem is null, nameof(Rpc), Rpc, $"1 to 16 different http or https URLs, and {Rpc.Problem}");
        Require(ListenUrl is { IsAbsoluteUri: true, Scheme: "http" }, nameof(ListenUrl), ListenUrl, "an http URL");
        Require(!string.IsNullOrWhiteSpace(DataFolder), nameof(DataFolder), DataFolder, "a folder");
        Require(MaxOrderBytes is >= 1 << 10 and <= 1 << 20, nameof(MaxOrderBytes), MaxOrderBytes, "1 KiB to 1 MiB");
        Require(MaxOrdersPerSigner >= 1, nameof(MaxOrdersPerSigner), MaxOrdersPerSigner, "at least 1");
        Require(CacheTime >= TimeSpan.Zero && CacheTime <= TimeSpan.FromMinutes(1), nameof(CacheTime), CacheTime, "0 to 1 minute");
    }

    private static void Require(bool holds, string name, object? value, string rule)
    {
        if (!holds)
        {
            throw new ArgumentException($"Market option {name} is {value ?? "missing"}; it must be {rule}.", name);
        }
    }
}
