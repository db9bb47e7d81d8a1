using System.Reflection;
using Dapper;

namespace Ect.Scheduler.Storage;

/// <summary>
/// The scheduler's store. Everything that a restart needs is in it. Writers share transactions (<see cref="WriteQueue"/>),
/// readers run beside them.
/// </summary>
internal sealed class Database : IDisposable
{
    private const string MigrationPrefix = "Ect.Scheduler.Storage.Migrations.";

    private readonly IEngine _engine;
    private readonly WriteQueue _writes;

    private Database(IEngine engine)
    {
        _engine = engine;
        _writes = new(engine, unit => Committed?.Invoke(unit));
    }

    /// <summary>What an operator calls the database.</summary>
    public string Name => _engine.Name;

    /// <summary>Told of each committed transaction, before those who wait for it go on. Must be quick, and must not throw.</summary>
    public event Action<UnitOfWork>? Committed;

    /// <summary>Opens the database, and brings its tables to this program's version.</summary>
    /// <exception cref="InvalidOperationException">A newer program has written it.</exception>
    public static Database Open(IEngine engine)
    {
        Migrate(engine);
        return new(engine);
    }

    /// <summary>Runs <paramref name="work"/> in a transaction, which others may share; it is undone as a whole if it throws.</summary>
    /// <param name="work">Reads and writes the store and nothing else: it may be run again.</param>
    /// <param name="ct">Takes it back as long as it has not begun.</param>
    public Task<T> WriteAsync<T>(Func<UnitOfWork, T> work, CancellationToken ct = default)
    {
        var pending = new PendingWork<T>(work, ct);
        _writes.Add(pending);
        return pending.Task;
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Action<UnitOfWork> work, CancellationToken ct = default) =>
        WriteAsync(unit =>
        {
            work(unit);
            return true;
        }, ct);

    /// <summary>Reads from one consistent snapshot.</summary>
    public T Read<T>(Func<UnitOfWork, T> work)
    {
        using var connection = _engine.Connect();
        using var transaction = _engine.BeginRead(connection);
        return work(new(_engine, connection, transaction));
    }

    /// <inheritdoc cref="IEngine.EnsureLeads"/>
    public void EnsureLeads() => _engine.EnsureLeads();

    public void Dispose()
    {
        _writes.Dispose();
        _engine.Dispose();
    }

    /// <summary>What brings an empty database to this program's version, step by step, in SQLite's dialect.</summary>
    public static IReadOnlyList<string> Migrations { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(MigrationPrefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(ReadResource),
    ];

    private static void Migrate(IEngine engine)
    {
        using var connection = engine.ConnectWriter();
        var version = engine.VersionOf(connection);
        if (version > Migrations.Count)
        {
            throw new InvalidOperationException(
                $"{engine.Name} has schema version {version}, this program knows versions up to {Migrations.Count}: run the newer program that wrote it.");
        }

        foreach (var (number, migration) in Migrations.Index().Skip(version))
        {
            using var transaction = engine.BeginWrite(connection);
            connection.Execute(engine.Translate(migration), transaction: transaction);
            engine.PutVersion(connection, transaction, number + 1);
            transaction.Commit();
        }
    }

    private static string ReadResource(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
