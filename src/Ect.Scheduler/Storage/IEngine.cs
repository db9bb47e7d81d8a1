using System.Data.Common;

namespace Ect.Scheduler.Storage;

/// <summary>What differs between the database programs that can keep the store.</summary>
internal interface IEngine : IDisposable
{
    /// <summary>What an operator calls the database: a file, or server and name; never a password.</summary>
    string Name { get; }

    /// <summary>
    /// Waits until no other process writes this database, and keeps others from it until this one ends or loses it.
    /// </summary>
    /// <param name="waiting">Told, now and then, who leads instead.</param>
    /// <param name="time">The clock.</param>
    /// <param name="ct">Ends the waiting.</param>
    Task LeadAsync(Action<string> waiting, TimeProvider time, CancellationToken ct);

    /// <summary>Makes sure that this process still leads, though it has nothing to write.</summary>
    /// <exception cref="LeadershipLostException">Another has taken over.</exception>
    void EnsureLeads();

    /// <summary>An open connection for the one who writes; its own, not the pool's.</summary>
    DbConnection ConnectWriter();

    /// <summary>Statements that the writer's connection keeps; null if the program keeps them by itself.</summary>
    StatementCache? CacheFor(DbConnection writer);

    /// <summary>Begins a transaction that may write.</summary>
    /// <exception cref="LeadershipLostException">Another process has taken over.</exception>
    DbTransaction BeginWrite(DbConnection connection);

    /// <summary>An open connection of the pool.</summary>
    DbConnection Connect();

    /// <summary>Begins a transaction that only reads, from one consistent snapshot.</summary>
    DbTransaction BeginRead(DbConnection connection);

    /// <summary>The number of the newest migration that was run; 0 for an empty database.</summary>
    int VersionOf(DbConnection connection);

    /// <summary>Notes the newest migration, in its transaction.</summary>
    void PutVersion(DbConnection connection, DbTransaction transaction, int version);

    /// <summary>A migration, written for SQLite, in this program's dialect.</summary>
    string Translate(string sql);

    /// <summary>A condition that a value is in the list which a parameter brings; one text, however long the list is.</summary>
    string IsIn(string parameter);

    /// <summary>What that parameter is set to.</summary>
    object List(IEnumerable<string> values);

    /// <summary>Runs one statement for each row, in order, in as few round trips as the program allows; how many rows each changed.</summary>
    IReadOnlyList<int> ExecuteEach(DbConnection connection, DbTransaction transaction, string sql, IReadOnlyList<string> names, IReadOnlyList<object?[]> rows);
}
