using System.Data;
using System.Data.Common;
using System.Text.RegularExpressions;
using Dapper;
using Npgsql;

namespace Ect.Scheduler.Storage;

/// <summary>A PostgreSQL server, for pools that outgrow one machine's file or want a second scheduler to take over.</summary>
internal sealed partial class PostgresEngine : IEngine
{
    // Each database belongs to one pool's scheduler, so that one number does.
    private const long LockKey = 0x454354;

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(1);

    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlConnectionStringBuilder _settings;
    private readonly string _process = $"{Environment.MachineName}/{Environment.ProcessId}";
    private NpgsqlConnection? _lock;
    private long _term;

    /// <exception cref="InvalidOperationException">No connection string of PostgreSQL, or no database in it.</exception>
    public PostgresEngine(string connectionString)
    {
        try
        {
            _settings = new(connectionString) { MaxAutoPrepare = 100, AutoPrepareMinUsages = 3, KeepAlive = 10, ApplicationName = "ect-scheduler" };
        }
        catch (ArgumentException exception)
        {
            throw new InvalidOperationException($"The database's connection string is not understood ({exception.Message}): give Host=…;Database=…;Username=…, the password in a password file (PGPASSFILE).", exception);
        }

        if (_settings.Database is null or "" || _settings.Host is null or "")
        {
            throw new InvalidOperationException("The database's connection string names no host or no database: give Host=…;Database=…;Username=….");
        }

        _source = NpgsqlDataSource.Create(_settings);
    }

    public string Name => $"database {_settings.Database} at {_settings.Host}:{_settings.Port}";

    /// <remarks>
    /// The server gives the lock to one session and takes it when that ends, however it ends. Whoever gets it begins a term;
    /// a transaction of an earlier term is refused, so that one who has not noticed yet can write nothing.
    /// </remarks>
    public async Task LeadAsync(Action<string> waiting, TimeProvider time, CancellationToken ct)
    {
        var told = "";
        while (true)
        {
            try
            {
                if (await TryLeadAsync(ct) is not { } leader)
                {
                    return;
                }

                if (leader != told)
                {
                    waiting(told = leader);
                }
            }
            catch (NpgsqlException exception) when (told.Length > 0 && IsAway(exception))
            {
                // Who stands by outlives a restart of the server; at its own start it says at once that there is none.
            }

            await Task.Delay(BetweenAttempts, time, ct);
        }
    }

    /// <summary>Begins a term, or tells who leads.</summary>
    private async Task<string?> TryLeadAsync(CancellationToken ct)
    {
        var connection = await _source.OpenConnectionAsync(ct);
        try
        {
            await connection.ExecuteAsync("CREATE TABLE IF NOT EXISTS leader (id BIGINT PRIMARY KEY CHECK (id = 1), term BIGINT NOT NULL, name TEXT NOT NULL)");
            if (!await connection.ExecuteScalarAsync<bool>("SELECT pg_try_advisory_lock(@LockKey)", new { LockKey }))
            {
                return await connection.ExecuteScalarAsync<string?>("SELECT name FROM leader") ?? "unknown";
            }

            _term = await connection.ExecuteScalarAsync<long>(
                "INSERT INTO leader (id, term, name) VALUES (1, 1, @_process) ON CONFLICT (id) DO UPDATE SET term = leader.term + 1, name = excluded.name RETURNING term", new { _process });
            _lock = connection;
            return null;
        }
        finally
        {
            if (_lock != connection)
            {
                await connection.DisposeAsync();
            }
        }
    }

    /// <summary>No connection, or a server that stops or starts.</summary>
    private static bool IsAway(NpgsqlException exception) => exception is not PostgresException { SqlState: var state } || state.StartsWith("57P", StringComparison.Ordinal);

    public DbTransaction BeginWrite(DbConnection connection)
    {
        var transaction = connection.BeginTransaction();
        var (term, name) = connection.QuerySingle<(long, string)>("SELECT term, name FROM leader WHERE id = 1 FOR SHARE", transaction: transaction);
        return term == _term ? transaction : throw new LeadershipLostException(name);
    }

    public void EnsureLeads()
    {
        using var connection = Connect();
        using var transaction = BeginWrite(connection);
    }

    public DbConnection ConnectWriter() => Connect();

    public string IsIn(string parameter) => $"= ANY({parameter})";

    public object List(IEnumerable<string> values) => values.ToArray();

    public StatementCache? CacheFor(DbConnection writer) => null;

    public DbConnection Connect() => _source.OpenConnection();

    public DbTransaction BeginRead(DbConnection connection) => connection.BeginTransaction(IsolationLevel.RepeatableRead);

    public int VersionOf(DbConnection connection)
    {
        connection.Execute("CREATE TABLE IF NOT EXISTS schema_version (id BIGINT PRIMARY KEY CHECK (id = 1), version BIGINT NOT NULL)");
        return (int)connection.ExecuteScalar<long>("SELECT coalesce(max(version), 0) FROM schema_version");
    }

    public void PutVersion(DbConnection connection, DbTransaction transaction, int version) => connection.Execute(
        "INSERT INTO schema_version (id, version) VALUES (1, @version) ON CONFLICT (id) DO UPDATE SET version = excluded.version", new { version = (long)version }, transaction);

    public string Translate(string sql) =>
        Integer().Replace(Key().Replace(sql, "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"), "BIGINT")
            .Replace("BLOB", "BYTEA", StringComparison.Ordinal)
            .Replace(") STRICT;", ");", StringComparison.Ordinal);

    public IReadOnlyList<int> ExecuteEach(DbConnection connection, DbTransaction transaction, string sql, IReadOnlyList<string> names, IReadOnlyList<object?[]> rows)
    {
        using var batch = new NpgsqlBatch((NpgsqlConnection)connection, (NpgsqlTransaction)transaction);
        foreach (var row in rows)
        {
            var command = new NpgsqlBatchCommand(sql);
            for (var column = 0; column < names.Count; column++)
            {
                command.Parameters.AddWithValue(names[column], row[column] ?? DBNull.Value);
            }

            batch.BatchCommands.Add(command);
        }

        batch.ExecuteNonQuery();
        return [.. batch.BatchCommands.Cast<NpgsqlBatchCommand>().Select(command => (int)command.RecordsAffected)];
    }

    public void Dispose()
    {
        _lock?.Dispose();
        _source.Dispose();
    }

    [GeneratedRegex(@"\bINTEGER PRIMARY KEY\b")]
    private static partial Regex Key();

    [GeneratedRegex(@"\bINTEGER\b")]
    private static partial Regex Integer();
}
