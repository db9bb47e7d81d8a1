using Dapper;
using Ect.Scheduler.Storage;
using Ect.Scheduler.Tests.Network;
using Ect.Testing;

namespace Ect.Scheduler.Tests.Storage;

public sealed class SmallDiskTests : IDisposable
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly TestFolder _folder = new();
    private readonly SmallDisk? _disk;

    public SmallDiskTests()
    {
        _disk = SmallDisk.TryMount(Path.Combine(_folder.Path, "disk"), 16 << 20);
        Assert.SkipWhen(_disk is null, "Mounting a small disk needs root.");
    }

    public void Dispose()
    {
        _disk?.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_log_of_a_store_on_a_small_disk_never_fills_it()
    {
        using var database = Open();
        await CreateAsync(database);
        for (var turn = 0; turn < 100; turn++)
        {
            await database.WriteAsync(unit => unit.Execute("UPDATE load SET bytes = randomblob(500000)", new { }), Ct);
        }
    }

    [Fact]
    public async Task A_store_whose_disk_was_full_goes_on_when_there_is_room_again()
    {
        using (var before = Open())
        {
            await CreateAsync(before);
        }

        using var database = Open();
        var full = () => database.WriteAsync(unit => unit.Execute("INSERT INTO load SELECT randomblob(20000000)", new { }), Ct);
        (await full.Should().ThrowAsync<Microsoft.Data.Sqlite.SqliteException>()).Which.SqliteErrorCode.Should().Be(13, "that is more than the disk");

        for (var turn = 0; turn < 30; turn++)
        {
            await database.WriteAsync(unit => unit.Execute("INSERT INTO load SELECT randomblob(200000)", new { }), Ct);
        }

        database.Read(unit => unit.ExecuteScalar<long>("SELECT count(*) FROM load", new { })).Should().Be(31, "the log of what broke off is gone, and there is room for what fits");
    }

    private Database Open() => Database.Open(new SqliteEngine(Path.Combine(_disk!.Folder, "scheduler.db")));

    private static Task CreateAsync(Database database) => database.WriteAsync(unit =>
    {
        unit.Execute("CREATE TABLE load (bytes BLOB)", new { });
        unit.Execute("INSERT INTO load SELECT randomblob(500000)", new { });
    }, Ct);
}
