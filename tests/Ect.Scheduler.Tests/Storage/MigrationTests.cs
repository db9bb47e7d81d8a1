using Dapper;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Epochs;
using Ect.Scheduler.Epochs;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Storage;
using Ect.Scheduler.Tasks;

namespace Ect.Scheduler.Tests.Storage;

public sealed class SqliteMigrationTests() : MigrationTests(StoreKind.Sqlite);

public sealed class PostgresMigrationTests() : MigrationTests(StoreKind.Postgres);

public abstract class MigrationTests(StoreKind kind) : IDisposable
{
    private static readonly Bytes32 Deal = Keccak256.Hash("deal");
    private static readonly Bytes32 Id = TaskId.Of(Deal, 0);
    private static readonly Address Worker = Address.Parse("0x00000000000000000000000000000000000000aa");
    private static readonly Bytes32 Commitment = Keccak256.Hash("commitment");

    private readonly TestStore _store = new(kind);

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Histories_and_anchors_of_an_older_store_are_kept()
    {
        using (var engine = _store.Engine())
        using (var connection = engine.ConnectWriter())
        {
            _ = engine.VersionOf(connection);
            using var transaction = connection.BeginTransaction();
            foreach (var migration in Database.Migrations.Take(3))
            {
                connection.Execute(engine.Translate(migration), transaction: transaction);
            }

            engine.PutVersion(connection, transaction, 3);
            connection.Execute(
                """
                INSERT INTO deals (id, terms, params, block, log_index) VALUES (@Deal, @Terms, '{}', 1, 0);
                INSERT INTO tasks (id, deal, task_index, state, created_at, changed_at) VALUES (@Id, @Deal, 0, 'Running', 1, 2);
                INSERT INTO task_history (task, from_state, to_state, at, evidence) VALUES (@Id, NULL, 'Waiting', 1700000000001, 'matched'), (@Id, 'Waiting', 'Running', 1700000000002, @Evidence);
                INSERT INTO replicas (task, worker, state, assigned_at, changed_at) VALUES (@Id, @Worker, 'Pledged', 3, 4);
                INSERT INTO replica_history (task, worker, from_state, to_state, at, evidence) VALUES (@Id, @Worker, NULL, 'Assigned', 1700000000003, 'given');
                INSERT INTO epochs (number, state, changed_at) VALUES (1, 'Closed', 5);
                INSERT INTO epoch_history (epoch, from_state, to_state, at, evidence) VALUES (1, 'Open', 'Closed', 1700000000004, 'full');
                INSERT INTO epoch_commitments (epoch, task, worker, commitment) VALUES (1, @Id, @Worker, @Commitment);
                """,
                new { Deal = Deal.ToString(), Id = Id.ToString(), Worker = Worker.ToString(), Terms = Array.Empty<byte>(), Commitment = Commitment.ToString(), Evidence = "given\tto a\nworker" },
                transaction);
            transaction.Commit();
        }

        using var database = _store.Open();
        new TaskStore(database, TimeProvider.System).History(Id).Select(move => (move.At, move.FromState, move.ToState, move.Evidence)).Should().Equal(
            (1700000000001, null, "Waiting", "matched"), (1700000000002, "Waiting", "Running", "given to a worker"));
        new ReplicaStore(database, TimeProvider.System).History(Id, Worker).Should().ContainSingle().Which.Evidence.Should().Be("given");
        var epochs = new EpochStore(database, TimeProvider.System);
        epochs.History(1).Should().ContainSingle().Which.FromState.Should().Be("Open");
        epochs.Commitments(1).Should().Equal(new AnchoredCommitment(Id, Worker, Commitment));
    }
}
