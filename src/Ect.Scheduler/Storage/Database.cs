using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ect.Scheduler.Storage;

/// <summary>
/// The scheduler's SQLite file. Everything that a restart needs is in it. Writers queue on a gate inside the process
/// (SQLite itself would poll), readers run beside them (WAL).
/// </summary>
internal sealed class Database : IDisposable
{
    private const string MigrationPrefix = "Ect.Scheduler.Storage.Migrations.";

    private readonly string _connectionString;
    private readonly SemaphoreSlim _writer = new(1, 1);

    private Database(string path)
    {
        Path = path;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = 30 }.ToString();
    }

    public string Path { get; }

    /// <summary>Opens the file, creates it if it is missing, and brings its tables to this program's version.</summary>
    /// <exception cref="InvalidOperationException">A newer program has written the file.</exception>
    public static Database Open(string path)
    {
        var database = new Database(path);
        database.Migrate();
        return database;
    }

    /// <summary>Runs <paramref name="work"/> in one transaction; it is undone as a whole if it throws.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> work, CancellationToken ct = default)
    {
        await _writer.WaitAsync(ct);
        try
        {
            using var connection = Connect();
            using var transaction = connection.BeginTransaction();
            var result = work(connection);
            transaction.Commit();
            return result;
        }
        finally
        {
            _writer.Release();
        }
    }

    public Task WriteAsync(Action<SqliteConnection> work, CancellationToken ct = default) =>
        WriteAsync(connection =>
        {
            work(connection);
            return true;
        }, ct);

    /// <summary>Reads from one consistent snapshot.</summary>
    public T Read<T>(Func<SqliteConnection, T> work)
    {
        using var connection = Connect();
        using var transaction = connection.BeginTransaction(deferred: true);
        return work(connection);
    }

    public void Dispose()
    {
        _writer.Dispose();
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();

        // FULL: an opening that we acknowledged and an authorisation that we signed must outlive a power cut, not
        // only a crash of the process. It costs one fsync a transaction, far below what one block takes.
        connection.Execute("PRAGMA synchronous = FULL");
        return connection;
    }

    private void Migrate()
    {
        using var connection = Connect();
        connection.Execute("PRAGMA journal_mode = WAL");
        var version = connection.ExecuteScalar<int>("PRAGMA user_version");
        var migrations = Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(MigrationPrefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (version > migrations.Count)
        {
            throw new InvalidOperationException(
                $"{Path} has schema version {version}, this program knows versions up to {migrations.Count}: run the newer program that wrote it.");
        }

        foreach (var (number, name) in migrations.Index().Skip(version))
        {
            using var transaction = connection.BeginTransaction();
            connection.Execute(ReadResource(name));
            connection.Execute($"PRAGMA user_version = {number + 1}");
            transaction.Commit();
        }
    }

    private static string ReadResource(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
