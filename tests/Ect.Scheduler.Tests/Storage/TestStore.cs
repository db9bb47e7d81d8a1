using Ect.Scheduler.Storage;
using Ect.Scheduler.Tests.Network;
using Ect.Testing;

namespace Ect.Scheduler.Tests.Storage;

/// <summary>An empty store of either kind, which can be opened again.</summary>
internal sealed class TestStore : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly string? _connection;

    public TestStore(StoreKind kind)
    {
        if (kind == StoreKind.Postgres)
        {
            Assert.SkipWhen(PostgresServer.Missing is not null && Environment.GetEnvironmentVariable("CI") is null, PostgresServer.Missing ?? "");
            _connection = PostgresServer.NewDatabase();
        }
    }

    public IEngine Engine() => _connection is null ? new SqliteEngine(Path.Combine(_folder.Path, "scheduler.db")) : new PostgresEngine(_connection);

    /// <summary>The store, led by this process; another leader must be gone.</summary>
    public Database Open()
    {
        var engine = Engine();
        engine.LeadAsync(_ => { }, TimeProvider.System, CancellationToken.None).GetAwaiter().GetResult();
        return Database.Open(engine);
    }

    public void Dispose() => _folder.Dispose();
}
