using System.Collections.Concurrent;
using System.Data.Common;
using System.Reflection;
using Dapper;

namespace Ect.Scheduler.Storage;

/// <summary>
/// Prepared statements of one connection. The same few dozen run again and again, and with SQLite parsing one takes as long as
/// running it. Not for concurrent callers.
/// </summary>
internal sealed class StatementCache(DbConnection connection) : IDisposable
{
    // Longer ones have lists in them, which differ each time.
    private const int LongestKept = 2_000;
    private const int MostKept = 200;

    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    private readonly Dictionary<(string Sql, object Shape), Statement> _statements = [];

    /// <summary>Whether a statement is kept here.</summary>
    public static bool Keeps(string sql) => sql.Length <= LongestKept;

    public int Execute(string sql, object? parameters, DbTransaction transaction) => Bind(sql, parameters, transaction).Command.ExecuteNonQuery();

    public List<T> Query<T>(string sql, object? parameters, DbTransaction transaction)
    {
        var statement = Bind(sql, parameters, transaction);
        using var reader = statement.Command.ExecuteReader();
        if (!statement.Parsers.TryGetValue(typeof(T), out var parser))
        {
            statement.Parsers[typeof(T)] = parser = reader.GetRowParser(typeof(T));
        }

        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add((T)parser(reader));
        }

        return rows;
    }

    /// <summary>Runs a statement for each row; how many rows each changed.</summary>
    public int[] ExecuteEach(string sql, IReadOnlyList<string> names, IReadOnlyList<object?[]> rows, DbTransaction transaction)
    {
        var statement = Find(sql, string.Join(',', names), names, transaction);
        var changed = new int[rows.Count];
        for (var row = 0; row < rows.Count; row++)
        {
            for (var column = 0; column < names.Count; column++)
            {
                statement.Command.Parameters[column].Value = rows[row][column] ?? DBNull.Value;
            }

            changed[row] = statement.Command.ExecuteNonQuery();
        }

        return changed;
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Command.Dispose();
        }

        _statements.Clear();
    }

    private Statement Bind(string sql, object? parameters, DbTransaction transaction)
    {
        var type = parameters?.GetType() ?? typeof(object);
        var properties = Properties.GetOrAdd(type, static type => type.GetProperties());
        var statement = Find(sql, type, properties.Select(property => property.Name), transaction);
        for (var column = 0; column < properties.Length; column++)
        {
            statement.Command.Parameters[column].Value = properties[column].GetValue(parameters) ?? DBNull.Value;
        }

        return statement;
    }

    // The same text may come with its parameters in another order: the shape tells.
    private Statement Find(string sql, object shape, IEnumerable<string> names, DbTransaction transaction)
    {
        if (!_statements.TryGetValue((sql, shape), out var statement))
        {
            if (_statements.Count >= MostKept)
            {
                Dispose();
            }

            var command = connection.CreateCommand();
            command.CommandText = sql;
            foreach (var name in names)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                command.Parameters.Add(parameter);
            }

            _statements[(sql, shape)] = statement = new(command);
        }

        statement.Command.Transaction = transaction;
        return statement;
    }

    private sealed record Statement(DbCommand Command)
    {
        public Dictionary<Type, Func<DbDataReader, object>> Parsers { get; } = [];
    }
}
