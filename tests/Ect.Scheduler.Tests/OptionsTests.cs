using Ect.Ethereum;

namespace Ect.Scheduler.Tests;

public sealed class OptionsTests
{
    internal static SchedulerOptions Valid { get; } = new()
    {
        Rpc = new("http://127.0.0.1:8545"),
        Deployment = new(1, Contract(1), Contract(2), Contract(3), Contract(4), Contract(5), 0),
        Key = PrivateKey.Generate(),
        Pool = 1,
        DataFolder = "data",
        ListenUrl = new("http://127.0.0.1:0"),
    };

    public static TheoryData<string, SchedulerOptions> Invalid => new()
    {
        { "Rpc", Valid with { Rpc = new("ftp://x") } },
        { "ChainId", Valid with { Deployment = Valid.Deployment with { ChainId = 0 } } },
        { "Hub", Valid with { Deployment = Valid.Deployment with { Hub = Address.Zero } } },
        { "Pool", Valid with { Pool = 0 } },
        { "DataFolder", Valid with { DataFolder = " " } },
        { "ListenUrl", Valid with { ListenUrl = new("https://127.0.0.1:1") } },
        { "StatusUrl", Valid with { ListenUrl = new("http://127.0.0.1:7000"), StatusUrl = new("http://127.0.0.1:7000") } },
        { "PollInterval", Valid with { PollInterval = TimeSpan.Zero } },
        { "Lease", Valid with { Lease = TimeSpan.FromSeconds(1) } },
        { "MaxWorkers", Valid with { MaxWorkers = 0 } },
        { "MaxMessageBytes", Valid with { MaxMessageBytes = 1 } },
        { "BlameQuorum", Valid with { BlameQuorum = 0 } },
    };

    private static Address Contract(byte number) => Address.FromBytes([.. new byte[19], number]);

    [Fact]
    public void The_defaults_are_valid() => Valid.Validate();

    [Theory]
    [MemberData(nameof(Invalid))]
    public void An_option_out_of_range_is_named_with_its_rule(string name, SchedulerOptions options)
    {
        var act = options.Validate;
        act.Should().Throw<ArgumentException>().WithParameterName(name).WithMessage($"Scheduler option {name} is *it must be *");
    }
}
