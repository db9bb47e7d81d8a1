using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ect.Scheduler.Storage;

/// <summary>A file in the data folder: nothing to install, nothing to run.</summary>
internal sealed class SqliteEngine(string path) : IEngine
{
    private readonly string _connectionString = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = 30 }.ToString();

    public string Name => path;

    public DbConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return connection;
    }

    // The folder's lock has seen to it.
    public Task LeadAsync(Action<string> waiting, TimeProvider time, CancellationToken ct) => Task.CompletedTask;

    public DbTransaction BeginWrite(DbConnection connection)
    {
        // FULL: an opening that we acknowledged and an authorisation that we signed must outlive a power cut, not
        // only a crash of the process. It costs one fsync a transaction, which many writers share.
        connection.Execute("PRAGMA synchronous = FULL");
        return connection.BeginTransaction();
    }

    public DbTransaction BeginRead(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: true);

    public int VersionOf(DbConnection connection)
    {
        connection.Execute("PRAGMA journal_mode = WAL");
        return connection.ExecuteScalar<int>("PRAGMA user_version");
    }

    public void PutVersion(DbConnection connection, DbTransaction transaction, int version) =>
        connection.Execute($"PRAGMA user_version = {version}", transaction: transaction);

    public string Translate(string sql) => sql;

    public IReadOnlyList<int> ExecuteEach(DbConnection connection, DbTransaction transaction, string sql, IReadOnlyList<string> names, IReadOnlyList<object?[]> rows)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var name in names)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }

        command.Prepare();
        var changed = new int[rows.Count];
        for (var row = 0; row < rows.Count; row++)
        {
            for (var column = 0; column < names.Count; column++)
            {
                command.Parameters[column].Value = rows[row][column] ?? DBNull.Value;
            }

            changed[row] = command.ExecuteNonQuery();
        }

        return changed;
    }

    public void Dispose()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }
}
