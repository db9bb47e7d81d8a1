using Ect.Ethereum;
using Ect.Scheduler.Storage;
using Ect.Scheduler.Tests.Network;
using Ect.Scheduler.Tests.Storage;
using Ect.Scheduler.Workers;
using Microsoft.Extensions.Time.Testing;

namespace Ect.Scheduler.Tests.Workers;

public sealed class SqliteFaultStoreTests() : FaultStoreTests(StoreKind.Sqlite);

public sealed class PostgresFaultStoreTests() : FaultStoreTests(StoreKind.Postgres);

public abstract class FaultStoreTests : IDisposable
{
    private static readonly Address Worker = SampleDeals.Worker(1);

    private readonly TestStore _store;
    private readonly FakeTimeProvider _time = new();
    private readonly Database _database;
    private readonly FaultStore _faults;

    protected FaultStoreTests(StoreKind kind)
    {
        _store = new(kind);
        _database = _store.Open();
        _faults = new(_database, OptionsTests.Valid with { FailureLimit = 3, BanPeriod = TimeSpan.FromHours(1), FailureWindow = TimeSpan.FromMinutes(10) }, _time);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _database.Dispose();
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task One_lie_bans_for_the_period()
    {
        await _faults.AddAsync(Worker, Bytes32.Zero, FaultKind.WrongResult, "was outvoted", Ct);
        _faults.Banned()[Worker].Text.Should().Contain("was outvoted").And.Contain("no work until");
        _time.Advance(TimeSpan.FromMinutes(61));
        _faults.Banned().Should().BeEmpty();
    }

    [Fact]
    public async Task Failures_ban_only_when_there_are_many_of_them_within_a_while()
    {
        for (var task = 0; task < 3; task++)
        {
            _faults.Banned().Should().BeEmpty();
            await _faults.AddAsync(Worker, Keccak256.Hash($"{task}"), FaultKind.Failed, "disk full", Ct);
        }

        _faults.Banned()[Worker].Text.Should().Contain("3 failed tasks").And.Contain("disk full");
        _time.Advance(TimeSpan.FromMinutes(11));
        _faults.Banned().Should().BeEmpty();
    }

    [Fact]
    public async Task A_fault_counts_once_for_each_task_and_goes_with_the_block_that_told_it()
    {
        var task = Keccak256.Hash("task");
        await _database.WriteAsync(connection =>
        {
            FaultStore.Add(connection, Worker, task, FaultKind.Silent, "never opened", _time.GetUtcNow(), 7);
            FaultStore.Add(connection, Worker, task, FaultKind.Silent, "never opened", _time.GetUtcNow(), 7);
        }, Ct);
        _faults.Banned().Should().ContainKey(Worker);
        await _database.WriteAsync(connection => FaultStore.RemoveAbove(connection, 6), Ct);
        _faults.Banned().Should().BeEmpty();
    }
}
