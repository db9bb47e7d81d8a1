using System.Globalization;
using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Scheduler;
using Microsoft.Extensions.Logging;

namespace Ect.Bench.Hosting;

/// <summary>What the scheduler's process is started with; times in seconds.</summary>
internal sealed record SchedulerSettings
{
    public required string Rpc { get; init; }

    public required string Deployment { get; init; }

    public required string Pool { get; init; }

    public required string DataFolder { get; init; }

    /// <summary>Connection string of the store; null for a file in the folder.</summary>
    public string? Database { get; init; }

    public int Port { get; init; }

    public int MaxWorkers { get; init; } = 10_100;

    public double Heartbeat { get; init; } = 30;

    public double Lease { get; init; } = 120;

    public double EpochInterval { get; init; } = 5;

    public int EpochSize { get; init; } = 2000;

    public double SilenceGrace { get; init; } = 30;

    public double SignatureTimeout { get; init; } = 30;

    public double PollInterval { get; init; } = 1;

    public uint MaxTasksOfDeal { get; init; } = 100_000;

    /// <summary>Still without a chain and a folder.</summary>
    public static SchedulerSettings Empty { get; } = new() { Rpc = "", Deployment = "", Pool = "", DataFolder = "" };

    public SchedulerOptions ToOptions()
    {
        var options = new SchedulerOptions
        {
            Rpc = new(Rpc),
            Deployment = Contracts.Deployment.Parse(Deployment),
            Key = PrivateKey.Parse(AnvilProcess.Secrets[1]),
            Pool = BigInteger.Parse(Pool, CultureInfo.InvariantCulture),
            DataFolder = DataFolder,
            ListenUrl = new($"http://127.0.0.1:{Port}"),
            StatusUrl = new("http://127.0.0.1:0"),
            MaxWorkers = MaxWorkers,
            Heartbeat = TimeSpan.FromSeconds(Heartbeat),
            Lease = TimeSpan.FromSeconds(Lease),
            EpochInterval = TimeSpan.FromSeconds(EpochInterval),
            EpochSize = EpochSize,
            SilenceGrace = TimeSpan.FromSeconds(SilenceGrace),
            SignatureTimeout = TimeSpan.FromSeconds(SignatureTimeout),
            PollInterval = TimeSpan.FromSeconds(PollInterval),
            MaxTasksOfDeal = MaxTasksOfDeal,
            LoginTimeout = TimeSpan.FromSeconds(60),
            ConfigureLogging = logging => logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole(console => console.SingleLine = true),
        };
        if (Database is { } database)
        {
            // The option is found by name: the benchmark builds against schedulers with and without it.
            var property = typeof(SchedulerOptions).GetProperty("Database")
                ?? throw new InvalidOperationException("This scheduler keeps its store in SQLite only: it has no option Database.");
            property.SetValue(options, database);
        }

        return options;
    }
}
