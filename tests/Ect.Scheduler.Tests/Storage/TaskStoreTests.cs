using Dapper;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Storage;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Tests.Network;

namespace Ect.Scheduler.Tests.Storage;

public sealed class TaskStoreTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(50);
    private static readonly Bytes32 Deal = Keccak256.Hash("deal");
    private static readonly Bytes32 Id = TaskId.Of(Deal, 0);
    private static readonly Address Worker = Address.Parse("0x00000000000000000000000000000000000000aa");

    private readonly TestFolder _folder = new();
    private readonly Database _database;
    private readonly TaskStore _tasks;

    public TaskStoreTests()
    {
        _database = Open();
        _tasks = new(_database, TimeProvider.System);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Of_many_that_move_a_task_at_once_one_does()
    {
        await CreateAsync();
        var moves = await Task.WhenAll(Enumerable.Range(0, 50).Select(number =>
            Task.Run(() => _tasks.TryMoveAsync(Id, TaskState.Waiting, number % 2 == 0 ? TaskState.Running : TaskState.Settling, $"mover {number}", Ct))));

        moves.Count(moved => moved).Should().Be(1);
        _tasks.History(Id).Should().HaveCount(2, "the creation and one move");
        _tasks.History(Id)[^1].ToState.Should().Be(_tasks.Find(Id)!.State.ToString());
    }

    [Fact]
    public async Task A_move_that_the_lifecycle_does_not_have_throws()
    {
        await CreateAsync();
        var act = () => _tasks.TryMoveAsync(Id, TaskState.Completed, TaskState.Waiting, "", Ct);
        (await act.Should().ThrowAsync<InvalidOperationException>()).WithMessage("*cannot move from Completed to Waiting*");
    }

    [Fact]
    public async Task A_step_that_breaks_off_leaves_nothing_behind()
    {
        await CreateAsync();
        var act = () => _database.WriteAsync(connection =>
        {
            TaskStore.TryMove(connection, Id, TaskState.Waiting, TaskState.Running, "half", Now).Should().BeTrue();
            ReplicaStore.TryCreate(connection, Id, Worker, ReplicaState.Assigned, "half", Now).Should().BeTrue();
            throw new IOException("power cut");
        }, Ct);
        await act.Should().ThrowAsync<IOException>();

        _tasks.Find(Id)!.State.Should().Be(TaskState.Waiting);
        _tasks.History(Id).Should().HaveCount(1);
        _tasks.Load(Id)!.Replicas.Should().BeEmpty();
    }

    [Fact]
    public async Task What_was_written_is_there_when_the_file_is_opened_again()
    {
        await CreateAsync();
        await _tasks.TryMoveAsync(Id, TaskState.Waiting, TaskState.Running, "kept", Ct);
        using var again = Open();
        new TaskStore(again, TimeProvider.System).Load(Id)!.Task.State.Should().Be(TaskState.Running);
        new TaskStore(again, TimeProvider.System).History(Id)[^1].Evidence.Should().Be("kept");
    }

    [Fact]
    public async Task A_worker_has_at_most_one_part_in_a_task()
    {
        await CreateAsync();
        var replicas = new ReplicaStore(_database, TimeProvider.System);
        (await replicas.TryAssignAsync(Id, Deal, Worker, Ct)).Should().BeTrue();
        (await replicas.TryAssignAsync(Id, Deal, Worker, Ct)).Should().BeFalse();
        await replicas.TryMoveAsync(Id, Worker, ReplicaState.Assigned, ReplicaState.Lost, "gone", Ct);
        (await replicas.TryAssignAsync(Id, Deal, Worker, Ct)).Should().BeTrue("who was lost and is back may go on");
        _tasks.Load(Id)!.Replicas.Should().ContainSingle();
    }

    [Fact]
    public void A_file_of_a_newer_program_is_refused()
    {
        _database.Read(connection => connection.Execute("SELECT 1"));
        using (var newer = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_database.Path}"))
        {
            newer.Open();
            newer.Execute("PRAGMA user_version = 999");
        }

        var act = () => Open();
        act.Should().Throw<InvalidOperationException>().WithMessage("*schema version 999*newer program*");
    }

    private Database Open() => Database.Open(Path.Combine(_folder.Path, "scheduler.db"));

    private Task CreateAsync() => _database.WriteAsync(connection =>
    {
        connection.Execute(
            "INSERT INTO deals (id, terms, params, block, log_index) VALUES (@Id, @Terms, '{}', 1, 0)",
            new { Id = Deal.ToString(), Terms = DealCodec.Encode(SampleDeals.Deal) });
        TaskStore.Create(connection, Id, Deal, 0, "test", Now);
    }, Ct);
}
