using System.Numerics;
using System.Security.Cryptography;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Deals;
using Ect.Protocol.Lifecycles;
using Ect.Protocol.Signing;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Workers;
using Ect.Wire;
using Google.Protobuf;
using Microsoft.Extensions.Logging;

namespace Ect.Scheduler.Assignments;

/// <summary>Gives tasks to workers that ask for them: writes the assignment, then signs and sends it.</summary>
internal sealed partial class AssignmentDesk(
    SchedulerOptions options,
    EctDomain domain,
    TaskStore tasks,
    ReplicaStore replicas,
    FaultStore faults,
    WorkerRegistry workers,
    Stakes stakes,
    TimeProvider time,
    ILogger<AssignmentDesk> logger)
{
    // Who works with whom must not be guessed: seeded from the operating system.
    private readonly Random _random = new(RandomNumberGenerator.GetInt32(int.MaxValue));

    /// <summary>Serves the demands as far as the workers go. Returns why a task got less than it needs.</summary>
    public async Task<IReadOnlyDictionary<Bytes32, string>> AssignAsync(IReadOnlyList<Demand> demands, IReadOnlyList<OpenTask> open, CancellationToken ct)
    {
        var candidates = await CandidatesAsync(open, demands.Count > 0, ct);
        var round = new AssignmentRound(demands, candidates, time.GetUtcNow(), _random);
        foreach (var match in round.Run())
        {
            var task = match.Open.Task.Id;
            if (await replicas.TryAssignAsync(task, match.Open.Deal.Id, match.Candidate.Worker, ct))
            {
                await tasks.TryMoveAsync(task, TaskState.Waiting, TaskState.Running, $"assigned to {match.Candidate.Worker}", ct);
                match.Candidate.Session.HandOut(task, Write(match.Open, match.Candidate.Worker));
                LogAssigned(task, match.Candidate.Worker);
            }
        }

        foreach (var candidate in candidates.Where(candidate => candidate.Credit > 0))
        {
            candidate.Session.WaitingReason = Explain(candidate, demands);
        }

        return round.Unmet;
    }

    /// <summary>Sends what the worker was assigned and does not run: the first message may have been lost with a connection.</summary>
    public void SendAgain(WorkerSession session, IReadOnlySet<Bytes32> running)
    {
        foreach (var replica in replicas.OfWorker(session.Worker, ReplicaState.Assigned).Where(replica => !running.Contains(replica.Task)))
        {
            if (tasks.Load(replica.Task) is { } open && !TaskLifecycle.Table.IsTerminal(open.Task.State))
            {
                session.HandOut(replica.Task, Write(open, session.Worker));
                LogAssignedAgain(replica.Task, session.Worker);
            }
        }
    }

    private async Task<IReadOnlyList<Candidate>> CandidatesAsync(IReadOnlyList<OpenTask> open, bool wanted, CancellationToken ct)
    {
        var sessions = workers.Sessions;
        stakes.Keep(sessions.Select(session => session.Worker).ToHashSet());
        var banned = faults.Banned();
        var reserved = open
            .Where(task => task.Task.Path != TaskPath.Epoch)
            .SelectMany(task => task.Replicas.Where(replica => replica.State == ReplicaState.Assigned).Select(replica => (replica.Worker, task.Deal.Terms.WorkerStake)))
            .GroupBy(stake => stake.Worker)
            .ToDictionary(group => group.Key, group => group.Aggregate(BigInteger.Zero, (sum, stake) => sum + stake.WorkerStake));
        var atRisk = open
            .Where(task => task.Task.Path == TaskPath.Epoch)
            .SelectMany(task => task.Replicas
                .Where(replica => replica.State is ReplicaState.Assigned or ReplicaState.Pledged or ReplicaState.Disclosed)
                .Select(replica => (replica.Worker, Risk: HubRules.BondCover * task.Deal.Terms.WorkerStake)))
            .GroupBy(risk => risk.Worker)
            .ToDictionary(group => group.Key, group => group.Aggregate(BigInteger.Zero, (sum, risk) => sum + risk.Risk));
        foreach (var session in sessions)
        {
            if (banned.TryGetValue(session.Worker, out var reason))
            {
                session.WaitingReason = $"You get no work from this pool: {reason}.";
            }
        }

        var able = sessions.Where(session => !banned.ContainsKey(session.Worker)).ToList();
        var free = wanted ? await stakes.FreeAsync(able.Where(session => session.Credit > 0).Select(session => session.Worker), ct) : new Dictionary<Address, BigInteger>();
        return [
            .. able.Select(session => new Candidate(
                session, free.GetValueOrDefault(session.Worker) - reserved.GetValueOrDefault(session.Worker), atRisk.GetValueOrDefault(session.Worker))),
        ];
    }

    private Assignment Write(OpenTask open, Address worker) => new()
    {
        Task = ByteString.CopyFrom(open.Task.Id.ToBytes()),
        Index = open.Task.Index,
        Deal = ByteString.CopyFrom(open.Deal.EncodedTerms),
        Params = open.Deal.Params,
        Authorization = ByteString.CopyFrom(Authorization.Sign(domain, open.Task.Id, worker, options.Key)),
        EpochPath = open.Task.Path == TaskPath.Epoch,
    };

    private static string Explain(Candidate candidate, IReadOnlyList<Demand> demands)
    {
        if (demands.Count == 0)
        {
            return "No task needs another worker now.";
        }

        if (demands.All(demand => demand.Admission is { } admission && !admission.IsSeated(candidate.Worker)))
        {
            return "The open tasks are for workers that took a seat in the pool before their deals: take one (ect worker seat) and later deals draw you.";
        }

        var least = demands.Min(demand => demand.Open.Deal.Terms.WorkerStake);
        return demands.All(demand => demand.Open.Task.Path != TaskPath.Epoch) && candidate.Stake < least
            ? $"The open tasks need a stake of {least} or more, you have {BigInteger.Max(0, candidate.Stake)} free in the hub: deposit more."
            : "The tasks that need workers have all had you, or others were drawn.";
    }

    [LoggerMessage(LogLevel.Information, "Task {TaskId}: assigned to worker {Worker}")]
    private partial void LogAssigned(Bytes32 taskId, Address worker);

    [LoggerMessage(LogLevel.Information, "Task {TaskId}: sent again to worker {Worker}, which does not run it")]
    private partial void LogAssignedAgain(Bytes32 taskId, Address worker);
}
