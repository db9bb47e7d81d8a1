using System.Data.Common;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ect.Scheduler.Storage;

/// <summary>A file in the data folder: nothing to install, nothing to run.</summary>
internal sealed class SqliteEngine(string path) : IEngine
{
    private const int PageBytes = 4096;
    private const int MostLogPages = 16_384;
    private const int LeastLogPages = 256;
    private const int LogShare = 8;

    private readonly string _connectionString = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = 30 }.ToString();

    public string Name => path;

    public DbConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();

        // Readers have small caches of their own; what is mapped need not be copied into them.
        connection.Execute("PRAGMA mmap_size = 268435456");
        return connection;
    }

    // The folder's lock has seen to it.
    public Task LeadAsync(Action<string> waiting, TimeProvider time, CancellationToken ct) => Task.CompletedTask;

    public void EnsureLeads()
    {
        // The folder's lock does. A transaction here would wait for the writer's at every look.
    }

    public DbConnection ConnectWriter()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(_connectionString) { Pooling = false }.ToString());
        connection.Open();

        // FULL: an opening that we acknowledged and an authorisation that we signed must outlive a power cut, not
        // only a crash of the process. It costs one fsync a transaction, which many writers share. Ids are hashes, so that
        // each row touches pages of its own: those of the cache need not be read, and a long log writes each page back once.
        connection.Execute($"PRAGMA synchronous = FULL; PRAGMA cache_size = -131072; PRAGMA wal_autocheckpoint = {LogPages()}");

        // After a start, and after a transaction that broke off: of a full disk the log may be what fills it.
        connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        return connection;
    }

    // A log as large as a small disk would leave no room to write it back from.
    private long LogPages() => Math.Clamp(new DriveInfo(Path.GetFullPath(path)).AvailableFreeSpace / PageBytes / LogShare, LeastLogPages, MostLogPages);

    public DbTransaction BeginWrite(DbConnection connection) => connection.BeginTransaction();

    public DbTransaction BeginRead(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: true);

    public int VersionOf(DbConnection connection)
    {
        connection.Execute("PRAGMA journal_mode = WAL");
        return connection.ExecuteScalar<int>("PRAGMA user_version");
    }

    public void PutVersion(DbConnection connection, DbTransaction transaction, int version) =>
        connection.Execute($"PRAGMA user_version = {version}", transaction: transaction);

    public string Translate(string sql) => sql;

    public string IsIn(string parameter) => $"IN (SELECT value FROM json_each({parameter}))";

    public object List(IEnumerable<string> values) => JsonSerializer.Serialize(values);

    public StatementCache? CacheFor(DbConnection writer) => new(writer);

    public IReadOnlyList<int> ExecuteEach(DbConnection connection, DbTransaction transaction, string sql, IReadOnlyList<string> names, IReadOnlyList<object?[]> rows)
    {
        using var statements = new StatementCache(connection);
        return statements.ExecuteEach(sql, names, rows, transaction);
    }

    public void Dispose()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }
}
