using System.Globalization;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Epochs;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Epochs;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Storage;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Tests.Network;

namespace Ect.Scheduler.Tests.Storage;

public sealed class SqliteTaskStoreTests() : TaskStoreTests(StoreKind.Sqlite);

public sealed class PostgresTaskStoreTests() : TaskStoreTests(StoreKind.Postgres);

public abstract class TaskStoreTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(50);
    private static readonly Bytes32 Deal = Keccak256.Hash("deal");
    private static readonly Bytes32 Id = TaskId.Of(Deal, 0);
    private static readonly Address Worker = Address.Parse("0x00000000000000000000000000000000000000aa");

    private readonly TestStore _store;
    private readonly Database _database;
    private readonly TaskStore _tasks;

    protected TaskStoreTests(StoreKind kind)
    {
        _store = new(kind);
        _database = _store.Open();
        _tasks = new(_database, TimeProvider.System);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _database.Dispose();
        _store.Dispose();
        GC.SuppressFinalize(this);
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
        _database.Dispose();
        using var again = _store.Open();
        new TaskStore(again, TimeProvider.System).Load(Id)!.Task.State.Should().Be(TaskState.Running);
        new TaskStore(again, TimeProvider.System).History(Id)[^1].Evidence.Should().Be("kept");
    }

    [Fact]
    public async Task A_worker_has_at_most_one_part_in_a_task()
    {
        await CreateAsync();
        var replicas = new ReplicaStore(_database, TimeProvider.System);
        (await AssignAsync()).Should().BeTrue();
        (await AssignAsync()).Should().BeFalse();
        await replicas.TryMoveAsync(Id, Worker, ReplicaState.Assigned, ReplicaState.Lost, "gone", Ct);
        (await AssignAsync()).Should().BeTrue("who was lost and is back may go on");
        _tasks.Load(Id)!.Replicas.Should().ContainSingle();
    }

    [Fact]
    public async Task A_history_tells_every_move_in_order_and_what_a_worker_said_cannot_forge_one()
    {
        await CreateAsync();
        await _tasks.TryMoveAsync(Id, TaskState.Waiting, TaskState.Running, "first\n1400000000000\tRunning\tCompleted\tpaid", Ct);
        await _tasks.TryMoveAsync(Id, TaskState.Running, TaskState.Settling, "", Ct);
        var history = _tasks.History(Id);
        history.Select(move => (move.FromState, move.ToState)).Should().Equal((null, "Waiting"), ("Waiting", "Running"), ("Running", "Settling"));
        history[1].Evidence.Should().Be("first 1400000000000 Running Completed paid");
        history[2].Evidence.Should().BeEmpty();
        DateTimeOffset.FromUnixTimeMilliseconds(history[2].At).Should().BeCloseTo(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task A_history_without_end_loses_its_oldest_moves_and_no_others()
    {
        await CreateAsync();
        var replicas = new ReplicaStore(_database, TimeProvider.System);
        await AssignAsync();
        for (var turn = 0; turn < 200; turn++)
        {
            await replicas.TryMoveAsync(Id, Worker, ReplicaState.Assigned, ReplicaState.Lost, $"{new string('x', 100)} {turn}", Ct);
            await AssignAsync();
        }

        var history = replicas.History(Id, Worker);
        history.Count.Should().BeInRange(100, 300, "a row has some 16,000 characters of history");
        history.Where(move => move.ToState == "Lost").Select(move => int.Parse(move.Evidence.Split(' ')[1], CultureInfo.InvariantCulture)).Reverse()
            .Should().Equal(Enumerable.Range(0, history.Count / 2).Select(back => 199 - back));
    }

    [Fact]
    public async Task Tasks_of_an_epoch_that_came_to_nothing_wait_longer_each_time()
    {
        await CreateAsync();
        List<double> pauses = [];
        for (var turn = 0; turn < 25; turn++)
        {
            await _database.WriteAsync(unit =>
            {
                TaskStore.PutEpoch(unit, [Id], 7);
                TaskStore.PostponeFrom(unit, 7, Now, TimeSpan.FromSeconds(30));
            }, Ct);
            pauses.Add((_tasks.Find(Id)!.RetryAt - Now).TotalSeconds);
        }

        pauses.Should().Equal([1, 2, 4, 8, 16, .. Enumerable.Repeat(30.0, 20)]);
        _tasks.Find(Id)!.Epoch.Should().BeNull();
    }

    [Fact]
    public void A_store_of_a_newer_program_is_refused()
    {
        _database.Dispose();
        using (var engine = _store.Engine())
        using (var connection = engine.Connect())
        using (var transaction = connection.BeginTransaction())
        {
            engine.PutVersion(connection, transaction, 999);
            transaction.Commit();
        }

        var act = () => _store.Open();
        act.Should().Throw<InvalidOperationException>().WithMessage("*schema version 999*newer program*");
    }

    [Fact]
    public async Task Of_writers_that_share_a_transaction_one_that_breaks_off_does_not_spoil_the_others()
    {
        await CreateAsync();
        var writers = Enumerable.Range(0, 100).Select(number => _database.WriteAsync(
            unit => number % 10 == 3 ? throw new IOException($"{number}") : unit.Execute("UPDATE tasks SET attempts = attempts + 1 WHERE id = @Id", new { Id = Id.ToString() }), Ct)).ToList();
        await Task.WhenAll(writers).ContinueWith(_ => { }, Ct, TaskContinuationOptions.None, TaskScheduler.Default);
        writers.Count(writer => writer.IsFaulted).Should().Be(10);
        _tasks.Find(Id)!.Attempts.Should().Be(90, "what broke off was done again without it, and the others once");
    }

    [Fact]
    public async Task A_writer_reads_texts_numbers_nulls_tuples_and_rows_by_the_same_statement_again()
    {
        await CreateAsync();
        for (var time = 0; time < 3; time++)
        {
            await _database.WriteAsync(unit =>
            {
                unit.Query<string>("SELECT id FROM tasks WHERE deal = @Deal", new { Deal = Deal.ToString() }).Should().Equal(Id.ToString());
                unit.Query<(string Id, long Index, string? Digest)>("SELECT id, task_index, digest FROM tasks").Should().Equal((Id.ToString(), 0, null));
                unit.ExecuteScalar<long>("SELECT count(*) FROM tasks").Should().Be(1);
                unit.QuerySingleOrDefault<long?>("SELECT epoch FROM tasks").Should().BeNull();
                unit.QuerySingleOrDefault<long?>("SELECT epoch FROM tasks WHERE id = 'none'").Should().BeNull();
                TaskStore.Find(unit, Id)!.Deal.Should().Be(Deal);
            }, Ct);
        }
    }

    [Fact]
    public async Task Whoever_keeps_tasks_in_memory_sees_what_was_committed_and_no_more()
    {
        using var open = new OpenTasks(_tasks, _database);
        await CreateAsync();
        open.Refresh();
        open.Known(Id)!.Task.State.Should().Be(TaskState.Waiting);

        await AssignAsync();
        open.Known(Id)!.Task.State.Should().Be(TaskState.Waiting, "nobody refreshed");
        open.Find(Id)!.Replicas.Should().ContainSingle("whoever asks for one task has it as it is");
        open.Refresh().Should().Equal(Id);
        open.Known(Id)!.Task.State.Should().Be(TaskState.Running);
        open.Index.Assigned.Should().ContainSingle().Which.Key.Should().Be(Worker);

        await _tasks.TryMoveAsync(Id, TaskState.Running, TaskState.Settling, "done", Ct);
        await _tasks.TryMoveAsync(Id, TaskState.Settling, TaskState.Completed, "done", Ct);
        open.Refresh().Should().Equal(Id);
        open.Known(Id).Should().BeNull("it has ended");
        open.Find(Id)!.Task.State.Should().Be(TaskState.Completed);
        open.Index.Assigned.Should().BeEmpty();
        open.Index.Deals.Should().BeEmpty();
    }

    [Fact]
    public async Task An_epoch_that_takes_other_tasks_lets_its_own_go_and_what_it_could_not_settle_waits()
    {
        await CreateAsync();
        var others = Enumerable.Range(1, 2).Select(index => TaskId.Of(Deal, (uint)index)).ToList();
        await _database.WriteAsync(
            unit =>
            {
                TaskStore.Create(unit, Deal, [(others[0], 1), (others[1], 2)], "test", Now);
                TaskStore.PutEpoch(unit, [Id, others[0]], 7);
            },
            Ct);

        await _database.WriteAsync(unit => TaskStore.Replace(unit, 7, new HashSet<Bytes32>(others)), Ct);
        _tasks.Find(Id)!.Epoch.Should().BeNull();
        others.Should().OnlyContain(id => _tasks.Find(id)!.Epoch == 7);

        await _database.WriteAsync(unit => TaskStore.PostponeEach(unit, [Id, .. others], Now, TimeSpan.FromHours(1)), Ct);
        (_tasks.Find(Id)!.Attempts, _tasks.Find(Id)!.RetryAt).Should().Be((1, Now.AddSeconds(1)));
        others.Should().OnlyContain(id => _tasks.Find(id)!.Attempts == 0, "an epoch has them");
    }

    [Fact]
    public async Task Only_who_is_named_in_a_proposal_has_something_to_sign()
    {
        var epochs = new EpochStore(_database, TimeProvider.System);
        var digest = Keccak256.Hash("proposal");
        var number = await _database.WriteAsync(
            unit =>
            {
                var open = EpochStore.EnsureOpen(unit, Now);
                EpochStore.TryClose(unit, open, [new(Id, Worker, Keccak256.Hash("commitment"))], "test", Now);
                EpochStore.TryMove(unit, open, EpochState.Closed, EpochState.Anchored, "test", Now);
                EpochStore.PutProposal(unit, open, PageBuilder.Build([new(Deal, 0, Keccak256.Hash("result"), Bytes32.Zero, 0, [Worker])]), digest, "test", Now);
                return open;
            },
            Ct);
        epochs.DigestFor(number, Worker).Should().BeNull("it is not proposed yet");

        await epochs.TryMoveAsync(number, EpochState.Anchored, EpochState.Proposed, "test", Ct);
        epochs.DigestFor(number, Worker).Should().Be(digest);
        epochs.DigestFor(number, SampleDeals.Worker(1)).Should().BeNull();
        epochs.DigestFor(number + 1, Worker).Should().BeNull();
        await epochs.AddSignatureAsync(number, digest, Worker, [1], Ct);
        epochs.SignedBy(epochs.Find(number)!).Should().Equal(Worker);

        await epochs.SetReasonsAsync(new Dictionary<ulong, string> { [number] = "because" }, Ct);
        epochs.Find(number)!.Reason.Should().Be("because");
    }

    private async Task<bool> AssignAsync() =>
        (await new ReplicaStore(_database, TimeProvider.System).AssignAsync<Bytes32>([Id], id => (id, Deal, Worker, null), _ => "test", Ct)).Count == 1;

    private Task CreateAsync() => _database.WriteAsync(connection =>
    {
        connection.Execute(
            "INSERT INTO deals (id, terms, params, block, log_index) VALUES (@Id, @Terms, '{}', 1, 0)",
            new { Id = Deal.ToString(), Terms = DealCodec.Encode(SampleDeals.Deal) });
        TaskStore.Create(connection, Deal, [(Id, 0)], "test", Now);
    }, Ct);
}
