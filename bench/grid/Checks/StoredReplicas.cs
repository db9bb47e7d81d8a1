using System.Globalization;
using Dapper;
using Ect.Bench.Hosting;
using Ect.Ethereum;
using Microsoft.Data.Sqlite;

namespace Ect.Bench.Checks;

/// <summary>Reads the scheduler's store with plain SQL, behind the scheduler's back.</summary>
internal sealed class StoredReplicas(string file, PostgresCluster? postgres)
{
    /// <summary>Who was assigned what, as the disk says.</summary>
    public async Task<HashSet<(Bytes32 Task, Address Worker)>> ReadAsync(CancellationToken ct)
    {
        if (postgres is not null)
        {
            var text = await postgres.QueryAsync("SELECT task, worker FROM replicas", ct);
            return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('|')).Select(row => (Id(row[0]), Worker(row[1])))];
        }

        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        return [.. connection.Query("SELECT task, worker FROM replicas", buffered: false).Select(row => ((Bytes32)Id(row.task), (Address)Worker(row.worker)))];
    }

    /// <summary>Rows of a table (tasks, replicas, epochs) in each state.</summary>
    public async Task<IReadOnlyDictionary<string, long>> StatesAsync(string table, CancellationToken ct)
    {
        var sql = $"SELECT state, count(*) FROM {table} GROUP BY state";
        if (postgres is not null)
        {
            var text = await postgres.QueryAsync(sql, ct);
            return text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('|')).ToDictionary(row => row[0], row => long.Parse(row[1], CultureInfo.InvariantCulture));
        }

        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        return connection.Query<(string State, long Count)>(sql).ToDictionary(row => row.State, row => row.Count);
    }

    /// <summary>Bytes on disk.</summary>
    public async Task<long> SizeAsync(CancellationToken ct) => postgres is not null
        ? long.Parse(await postgres.QueryAsync("SELECT pg_database_size(current_database())", ct), CultureInfo.InvariantCulture)
        : new[] { file, file + "-wal" }.Where(File.Exists).Sum(path => new FileInfo(path).Length);

    // Text today; bytes would do as well.
    private static Bytes32 Id(object value) => value is byte[] bytes ? Bytes32.FromBytes(bytes) : Bytes32.Parse(Hex((string)value));

    private static Address Worker(object value) => value is byte[] bytes ? Address.FromBytes(bytes) : Address.Parse(Hex((string)value));

    private static string Hex(string text) => text.StartsWith("\\x", StringComparison.Ordinal) ? "0x" + text[2..] : text;
}
