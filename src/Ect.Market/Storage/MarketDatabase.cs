using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ect.Market.Storage;

/// <summary>The board's SQLite file, brought to the newest schema by the numbered scripts beside this class.</summary>
internal sealed class MarketDatabase
{
    private readonly string _connection;

    public MarketDatabase(string folder)
    {
        Directory.CreateDirectory(folder);
        _connection = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "market.db"), DefaultTimeout = 30 }.ToString();
        using var connection = Open();
        connection.Execute("PRAGMA journal_mode = WAL");
        Migrate(connection);
    }

    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connection);
        connection.Open();
        return connection;
    }

    private static void Migrate(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        var done = connection.ExecuteScalar<int>("PRAGMA user_version", transaction: transaction);
        var scripts = Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray();
        if (done > scripts.Length)
        {
            throw new InvalidOperationException($"market.db has schema {done}, this program knows {scripts.Length}: use a newer version of ect.");
        }

        foreach (var script in scripts.Skip(done))
        {
            using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(script)!);
            connection.Execute(reader.ReadToEnd(), transaction: transaction);
        }

        connection.Execute($"PRAGMA user_version = {scripts.Length}", transaction: transaction);
        transaction.Commit();
    }
}
