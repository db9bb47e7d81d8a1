using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Grid;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Storage;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Tests.Network;
using Ect.Scheduler.Tests.Storage;
using Ect.Scheduler.Workers;
using Ect.Wire;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ect.Scheduler.Tests.Grid;

/// <summary>The desk on a store of its own.</summary>
public sealed class OpeningDeskTests : IDisposable
{
    private static readonly Bytes32 Deal = Keccak256.Hash("deal");
    private static readonly Bytes32 Id = TaskId.Of(Deal, 0);
    private static readonly Address Worker = SampleDeals.Worker(170);
    private static readonly Bytes32 Digest = Keccak256.Hash("result");
    private static readonly Bytes32 Salt = Keccak256.Hash("salt");

    private readonly TestStore _store = new(StoreKind.Sqlite);
    private readonly Database _database;
    private readonly TaskStore _tasks;
    private readonly ReplicaStore _replicas;
    private readonly OpenTasks _open;
    private readonly WorkerSession _session = new(Worker, "test", new(), TimeProvider.System);
    private readonly OpeningDesk _desk;

    public OpeningDeskTests()
    {
        _database = _store.Open();
        _tasks = new(_database, TimeProvider.System);
        _replicas = new(_database, TimeProvider.System);
        _open = new(_tasks, _database);
        _desk = new(_database, _open, null!, null!, TimeProvider.System, NullLogger<OpeningDesk>.Instance);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static Bytes32 Committed => Commitment.Of(Id, Worker, ResultHash.Of(Digest, null), Salt);

    public void Dispose()
    {
        _session.Dispose();
        _open.Dispose();
        _database.Dispose();
        _store.Dispose();
    }

    [Theory]
    [InlineData(TaskPath.Direct)]
    [InlineData(TaskPath.Epoch)]
    public async Task An_opening_takes_one_transaction_on_either_path(TaskPath path)
    {
        await CommittedAsync(path);
        _open.Refresh();
        var transactions = 0;
        _database.Committed += _ => transactions++;

        await _desk.TakeAsync(_session, Id, Opening(), Ct);
        transactions.Should().Be(1);
        _session.Outbox.TryRead(out var answer).Should().BeTrue();
        answer!.OpenedAccepted.Should().NotBeNull();
        _replicas.Find(Id, Worker)!.State.Should().Be(path == TaskPath.Direct ? ReplicaState.Opened : ReplicaState.Disclosed);
    }

    [Fact]
    public async Task An_opening_counts_of_a_task_that_nobody_has_read_yet_or_that_has_left_its_path_since()
    {
        await CommittedAsync(TaskPath.Epoch);
        await _desk.TakeAsync(_session, Id, Opening(), Ct);
        _replicas.Find(Id, Worker)!.State.Should().Be(ReplicaState.Disclosed);

        _open.Refresh();
        await _database.WriteAsync(unit => TaskStore.TryLeaveEpochPath(unit, _tasks.Find(Id)!, "test", Now).Should().BeTrue(), Ct);
        await _database.WriteAsync(unit => ReplicaMoves.LeaveEpochPath(unit, Id, Now), Ct);
        await _database.WriteAsync(unit => PutCommitment(unit), Ct);
        await _desk.TakeAsync(_session, Id, Opening(), Ct);
        _replicas.Find(Id, Worker)!.State.Should().Be(ReplicaState.Opened);
    }

    private async Task CommittedAsync(TaskPath path)
    {
        await _database.WriteAsync(
            unit =>
            {
                unit.Execute(
                    "INSERT INTO deals (id, terms, params, block, log_index) VALUES (@Id, @Terms, '{}', 1, 0)",
                    new { Id = Deal.ToString(), Terms = DealCodec.Encode(SampleDeals.Deal) });
                TaskStore.Create(unit, Deal, [(Id, 0)], "test", Now);
            },
            Ct);
        await _tasks.DecidePathAsync(Deal, path, Ct);
        await _replicas.AssignAsync<Bytes32>([Id], id => (id, Deal, Worker, null), _ => "test", Ct);
        await _database.WriteAsync(
            unit =>
            {
                if (path == TaskPath.Direct)
                {
                    PutCommitment(unit);
                }
                else
                {
                    ReplicaStore.TryPledge(unit, Id, Worker, Committed, [], Now).Should().BeTrue();
                }
            },
            Ct);
    }

    private static void PutCommitment(UnitOfWork unit)
    {
        ReplicaStore.PutCommitment(unit, Id, Worker, Committed, 1, Now);
        ReplicaMoves.Commit(unit, Id, Worker, "on chain", Now);
    }

    private static Opened Opening() => new()
    {
        Task = ByteString.CopyFrom(Id.ToBytes()),
        ResultHash = ByteString.CopyFrom(ResultHash.Of(Digest, null).ToBytes()),
        Salt = ByteString.CopyFrom(Salt.ToBytes()),
        Digest = ByteString.CopyFrom(Digest.ToBytes()),
    };
}
