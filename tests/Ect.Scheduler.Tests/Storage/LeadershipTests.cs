using Ect.Scheduler.Storage;
using Ect.Testing;

namespace Ect.Scheduler.Tests.Storage;

public sealed class LeadershipTests : IDisposable
{
    private readonly TestStore _store = new(StoreKind.Postgres);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Of_two_schedulers_on_a_database_one_leads_and_the_other_takes_over_when_it_ends()
    {
        var (first, second) = (_store.Engine(), _store.Engine());
        await first.LeadAsync(_ => { }, TimeProvider.System, Ct);
        using var database = Database.Open(first);
        string? leader = null;
        var standby = second.LeadAsync(name => leader = name, TimeProvider.System, Ct);
        await Eventually.HoldsAsync("the second is told who leads", () => leader is not null, cancellationToken: Ct);
        leader.Should().StartWith(Environment.MachineName);
        standby.IsCompleted.Should().BeFalse();
        await database.WriteAsync(unit => unit.Execute("DELETE FROM faults"), Ct);

        database.Dispose();
        await standby;
        using var taken = Database.Open(second);
        await taken.WriteAsync(unit => unit.Execute("DELETE FROM faults"), Ct);
    }

    [Fact]
    public async Task Who_stands_by_outlives_the_end_of_its_connection()
    {
        using var first = _store.Engine();
        using var second = _store.Engine();
        await first.LeadAsync(_ => { }, TimeProvider.System, Ct);
        string? leader = null;
        var standby = second.LeadAsync(name => leader = name, TimeProvider.System, Ct);
        await Eventually.HoldsAsync("the second is told who leads", () => leader is not null, cancellationToken: Ct);

        // As at a restart of the server: every session ends, and first of all that of the leader.
        using (var connection = first.Connect())
        {
            Dapper.SqlMapper.Execute(connection, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        }

        await standby;
        using var taken = Database.Open(second);
        await taken.WriteAsync(unit => unit.Execute("DELETE FROM faults"), Ct);
    }

    [Fact]
    public async Task Whoever_lost_its_lock_and_has_not_noticed_writes_nothing_any_more()
    {
        var (first, second) = (_store.Engine(), _store.Engine());
        await first.LeadAsync(_ => { }, TimeProvider.System, Ct);
        using var old = Database.Open(first);

        // As after a cut between the leader and the server: the server ends the session that holds the lock.
        using (var connection = second.Connect())
        {
            Dapper.SqlMapper.Execute(connection, "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
        }

        await second.LeadAsync(_ => { }, TimeProvider.System, Ct);
        using var taken = Database.Open(second);
        var act = () => old.WriteAsync(unit => unit.Execute("DELETE FROM faults"), Ct);
        (await act.Should().ThrowAsync<LeadershipLostException>()).WithMessage("*leads the pool on this database now*");
        old.Invoking(database => database.EnsureLeads()).Should().Throw<LeadershipLostException>();
        await taken.WriteAsync(unit => unit.Execute("DELETE FROM faults"), Ct);
    }
}
