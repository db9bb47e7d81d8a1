namespace Ect.Scheduler.Tests.Storage;

/// <summary>The database programs that keep the store.</summary>
public enum StoreKind
{
    Sqlite,
    Postgres,
}
