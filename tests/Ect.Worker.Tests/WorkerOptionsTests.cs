using Ect.Ethereum;

namespace Ect.Worker.Tests;

public sealed class WorkerOptionsTests
{
    private static readonly WorkerOptions Good = new()
    {
        Rpc = new("http://127.0.0.1:1"),
        Deployment = new(1, Samples.Fill(2), Samples.Fill(3), Samples.Fill(4), Samples.Fill(5), Samples.Fill(1), 0),
        Content = new("http://127.0.0.1:2"),
        SchedulerUrls = [new("http://127.0.0.1:3")],
        Pool = 1,
        Key = Samples.WorkerKey,
        DataFolder = "data",
    };

    public static TheoryData<string> Names => [.. Bad.Keys];

    private static Dictionary<string, WorkerOptions> Bad { get; } = new()
    {
        [nameof(WorkerOptions.Rpc)] = Good with { Rpc = new("ftp://x") },
        [nameof(WorkerOptions.Content)] = Good with { Content = new("/x", UriKind.Relative) },
        [nameof(WorkerOptions.SchedulerUrls)] = Good with { SchedulerUrls = [new("http://x"), new("ws://x")] },
        [nameof(WorkerOptions.ChainId)] = Good with { Deployment = Good.Deployment with { ChainId = 0 } },
        [nameof(WorkerOptions.Hub)] = Good with { Deployment = Good.Deployment with { Hub = Address.Zero } },
        [nameof(WorkerOptions.Pool)] = Good with { Pool = 0 },
        [nameof(WorkerOptions.DataFolder)] = Good with { DataFolder = " " },
        [nameof(WorkerOptions.Slots)] = Good with { Slots = 0 },
        [nameof(WorkerOptions.MinReward)] = Good with { MinReward = -1 },
        [nameof(WorkerOptions.MaxStake)] = Good with { MaxStake = -1 },
        [nameof(WorkerOptions.CollectFrom)] = Good with { CollectFrom = -1 },
        [nameof(WorkerOptions.MinClaim)] = Good with { MinClaim = -1 },
        [nameof(WorkerOptions.CacheBytes)] = Good with { CacheBytes = 1 },
        [nameof(WorkerOptions.MaxInputBytes)] = Good with { MaxInputBytes = -1 },
        [nameof(WorkerOptions.PollInterval)] = Good with { PollInterval = TimeSpan.Zero },
        [nameof(WorkerOptions.Patience)] = Good with { Patience = TimeSpan.FromHours(2) },
        [nameof(WorkerOptions.SettlementDelay)] = Good with { SettlementDelay = TimeSpan.FromSeconds(-1) },
        [nameof(WorkerOptions.DeadlineMargin)] = Good with { DeadlineMargin = TimeSpan.FromDays(1) },
        [nameof(WorkerOptions.MaxBackoff)] = Good with { MaxBackoff = TimeSpan.Zero },
    };

    [Fact]
    public void Defaults_are_valid() => Good.Invoking(o => o.Validate()).Should().NotThrow();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_wrong_value_is_named(string name) =>
        Bad[name].Invoking(o => o.Validate()).Should().Throw<WorkerStartException>().WithMessage($"Worker option {name} is *");
}
