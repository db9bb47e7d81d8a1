using Ect.Scheduler.Tests.Network;
using Ect.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ect.Scheduler.Tests;

public sealed class StartTests : IDisposable
{
    private const string Cause = "The part is broken.";

    private readonly TestFolder _folder = new();

    public static TheoryData<string, Action<ILoggingBuilder>> Broken => new()
    {
        { "it cannot be built", _ => throw new InvalidOperationException(Cause) },
        { "a part cannot be made", logging => logging.Services.AddHostedService<BrokenPart>(_ => throw new InvalidOperationException(Cause)) },
        { "a part can neither start nor stop", logging => logging.Services.AddHostedService<BrokenPart>() },
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private SchedulerOptions Options => OptionsTests.Valid with { Rpc = new("http://127.0.0.1:1"), DataFolder = _folder.Path, ConfigureLogging = _ => { } };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Why_a_start_failed_is_said_whatever_breaks_after_it_and_folder_and_database_are_free(string when, Action<ILoggingBuilder> broken)
    {
        // The first builder that is asked for is that of the standby's log, before there is anything to release.
        var asked = 0;
        var start = () => RunningScheduler.StartAsync(Options with { ConfigureLogging = logging => (++asked > 1 ? broken : _ => { })(logging) }, Ct);
        (await start.Should().ThrowAsync<InvalidOperationException>(when)).WithMessage(Cause);
        File.Exists(Path.Combine(_folder.Path, "scheduler.db-wal")).Should().BeFalse("SQLite removes its log with the last connection");
        await using var next = await RunningScheduler.StartAsync(Options, Ct);
    }

    [Fact]
    public async Task One_whose_database_belongs_to_another_pool_leaves_the_lead_to_others()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null && Environment.GetEnvironmentVariable("CI") is null, PostgresServer.Missing ?? "");
        var options = Options with { Database = PostgresServer.NewDatabase() };
        await (await RunningScheduler.StartAsync(options, Ct)).DisposeAsync();
        var start = () => RunningScheduler.StartAsync(options with { Pool = options.Pool + 1 }, Ct);
        (await start.Should().ThrowAsync<InvalidOperationException>()).WithMessage("*belongs to scheduler*");
        await using var next = await RunningScheduler.StartAsync(options, Ct);
    }

    [Fact]
    public async Task One_that_has_stopped_can_be_stopped_again()
    {
        var scheduler = await RunningScheduler.StartAsync(Options, Ct);
        await scheduler.DisposeAsync();
        await scheduler.DisposeAsync();
        await scheduler.Ended;
    }

    private sealed class BrokenPart : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => throw new InvalidOperationException(Cause);

        public Task StopAsync(CancellationToken cancellationToken) => throw new IOException("It cannot stop either.");
    }
}
