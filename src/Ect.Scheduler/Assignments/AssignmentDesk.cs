using System.Numerics;
using System.Security.Cryptography;
using Ect.Ethereum;
using Ect.Protocol.Apps;
using Ect.Protocol.Contributions;
using Ect.Protocol.Lifecycles;
using Ect.Protocol.Preferences;
using Ect.Protocol.Signing;
using Ect.Scheduler.Epochs;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Why;
using Ect.Scheduler.Workers;
using Ect.Wire;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ect.Scheduler.Assignments;

/// <summary>Gives tasks to workers that ask for them: writes the assignments, then signs and sends them. A scheduler that drains gives none.</summary>
internal sealed partial class AssignmentDesk(
    SchedulerOptions options,
    EctDomain domain,
    OpenTasks open,
    DemandBook demands,
    [FromKeyedServices(DemandBook.Spares)] DemandBook spares,
    DealTurns turns,
    ReplicaStore replicas,
    FaultStore faults,
    WorkerRegistry workers,
    Stakes stakes,
    EvidenceBook evidence,
    Wakeup wakeup,
    TimeProvider time,
    ILogger<AssignmentDesk> logger)
{
    // Of one look: whoever waits for something else than a task must not wait for thousands of them.
    private const int MostInLook = 4_000;

    // Questions to the chain in one look; what is not known yet counts as a newcomer's.
    private const int MostEvidence = 32;
    private const int MostValues = 4;

    // Of one piece of writing.
    private const int MostTogether = 250;

    // Each explanation looks at every idle worker.
    private const int ExplanationWork = 200_000;
    private const int LeastExplained = 16;
    private const int MostExplained = 256;

    // Who works with whom must not be guessed: seeded from the operating system.
    private readonly Random _random = new(RandomNumberGenerator.GetInt32(int.MaxValue));

    /// <summary>Serves the demands as far as the workers go. Returns why tasks got less than they need.</summary>
    public async Task<IReadOnlyDictionary<Bytes32, Reason>> AssignAsync(IReadOnlyDictionary<Bytes32, DealAdmission> admissions, CancellationToken ct)
    {
        if (options.Drain)
        {
            return Refuse();
        }

        demands.Admit(admissions);
        spares.Admit(admissions);
        demands.Budget.Refill();
        spares.Budget.Refill();
        var candidates = await CandidatesAsync(ct);
        await ReadEvidenceAsync(candidates, ct);
        var aspects = new MachineAspects(open.Records, open.Contents, evidence);
        var round = new AssignmentRound(demands, candidates, aspects, turns, time.GetUtcNow(), _random);
        var matches = round.Run(MostInLook);
        await GiveAsync(matches, "authorised and assigned", ct);
        if (matches.Count >= MostInLook || demands.Budget.IsSpent)
        {
            wakeup.Signal();
        }
        else if (spares.Count > 0)
        {
            // Whoever is idle still.
            await GiveAsync(new AssignmentRound(spares, candidates, aspects, turns, time.GetUtcNow(), _random).Run(), "authorised and assigned as a spare, since others take much longer than usual", ct);
        }

        var wanted = demands.Deals.Where(deal => !deal.IsRefused(turns)).ToList();
        var direct = wanted.Where(deal => deal.All.First().Open.Task.Path != TaskPath.Epoch).Select(deal => deal.Deal.Terms.WorkerStake).ToList();
        BigInteger? leastStake = direct.Count > 0 && direct.Count == wanted.Count ? direct.Min() : null;
        foreach (var candidate in candidates.Where(candidate => candidate.Credit > 0))
        {
            candidate.Session.Waiting = Explain(candidate, wanted, demands.Deals.Count - wanted.Count, leastStake);
        }

        return round.Unmet(Math.Clamp(ExplanationWork / Math.Max(1, candidates.Count), LeastExplained, MostExplained));
    }

    // Of those whose requesters care for it.
    private async Task ReadEvidenceAsync(IReadOnlyList<Candidate> candidates, CancellationToken ct)
    {
        foreach (var value in demands.Deals.Where(deal => deal.Preference?[Aspect.Trust] > 0).Select(deal => deal.Deal.Terms.ValueAtStake).Distinct().Take(MostValues))
        {
            await evidence.ReadAsync(candidates.Where(candidate => candidate.Credit > 0).Select(candidate => candidate.Worker), value, MostEvidence, ct);
        }
    }

    private Dictionary<Bytes32, Reason> Refuse()
    {
        foreach (var session in workers.Sessions)
        {
            session.Waiting = WorkerReasons.SchedulerDrains.Say("The pool's scheduler drains before it stops: it gives out no task any more.");
        }

        return demands.Deals.SelectMany(deal => deal.All).Take(MostExplained)
            .ToDictionary(demand => demand.Open.Task.Id, _ => TaskReasons.PoolDrains.Say("the scheduler drains before it stops"));
    }

    // Pieces are signed and sent while others are written.
    private Task GiveAsync(IReadOnlyList<AssignmentRound.Match> matches, string evidence, CancellationToken ct) =>
        Task.WhenAll(matches.Chunk(MostTogether).Select(some => GivePieceAsync(some, evidence, ct)));

    private async Task GivePieceAsync(AssignmentRound.Match[] matches, string evidence, CancellationToken ct)
    {
        foreach (var match in await replicas.AssignAsync(matches, match => (match.Open.Task.Id, match.Open.Deal.Id, match.Candidate.Worker, match.Host), match => ChoiceEvidence.Of(evidence, match.Choice), ct))
        {
            turns.Serve(match.Open.Deal.Id, time.GetUtcNow());
            match.Candidate.Session.HandOut(match.Open.Task.Id, Write(match.Open, match.Candidate.Worker));
            LogAssigned(match.Open.Task.Id, match.Candidate.Worker);
        }
    }

    /// <summary>Sends what the worker was assigned and does not run: the first message may have been lost with a connection.</summary>
    public void SendAgain(WorkerSession session, IReadOnlySet<Bytes32> running)
    {
        foreach (var replica in replicas.AssignedTo(session.Worker).Where(replica => !running.Contains(replica.Task)))
        {
            if (open.Find(replica.Task) is { } task && !TaskLifecycle.Table.IsTerminal(task.Task.State))
            {
                session.HandOut(replica.Task, Write(task, session.Worker));
                LogAssignedAgain(replica.Task, session.Worker);
            }
        }
    }

    private async Task<IReadOnlyList<Candidate>> CandidatesAsync(CancellationToken ct)
    {
        var sessions = workers.Sessions;
        stakes.Keep(sessions.Select(session => session.Worker).ToHashSet());
        var banned = faults.Banned();
        foreach (var session in sessions)
        {
            if (banned.TryGetValue(session.Worker, out var reason))
            {
                session.Waiting = reason.Kind.Say($"You get no work from this pool: {reason}.");
            }
        }

        // On the epoch path the bond is at stake, which is known with the seat.
        var able = banned.Count == 0 ? sessions : [.. sessions.Where(session => !banned.ContainsKey(session.Worker))];
        var isWanted = demands.Deals.Any(deal => deal.All.Any(demand => demand.Open.Task.Path != TaskPath.Epoch));
        var free = isWanted ? await stakes.FreeAsync(able.Where(session => session.Credit > 0).Select(session => session.Worker), ct) : new Dictionary<Address, BigInteger>();
        return [
            .. able.Select(session => new Candidate(
                session, free.GetValueOrDefault(session.Worker) - open.Index.Reserved(session.Worker), open.Index.AtRisk(session.Worker))),
        ];
    }

    private Assignment Write(OpenTask task, Address worker) => new()
    {
        Task = ByteString.CopyFrom(task.Task.Id.ToBytes()),
        Index = task.Task.Index,
        Deal = ByteString.CopyFrom(task.Deal.EncodedTerms),
        Params = task.Deal.Params,
        Authorization = ByteString.CopyFrom(Authorization.Sign(domain, task.Task.Id, worker, options.Key)),
        EpochPath = task.Task.Path == TaskPath.Epoch,
    };

    /// <param name="candidate">The worker.</param>
    /// <param name="wanted">The deals that need workers.</param>
    /// <param name="refused">How many more need some that the pool refuses.</param>
    /// <param name="leastStake">The least stake that these ask for, if all of them are on the direct path.</param>
    private static Reason Explain(Candidate candidate, List<DealDemands> wanted, int refused, BigInteger? leastStake)
    {
        if (wanted.Count == 0)
        {
            return refused > 0
                ? WorkerReasons.PoolRefuses.Say($"The pool's own requirements refuse the {refused} {(refused == 1 ? "deal" : "deals")} that need workers.")
                : WorkerReasons.NoTask.Say("No task needs another worker now.");
        }

        if (wanted.TrueForAll(deal => !deal.HasNeeded(candidate)))
        {
            return WorkerReasons.MachineUnfit.Say($"The open tasks need {candidate.Session.Machine.Lacks(wanted[0].Needs)}, which this worker does not offer.");
        }

        if (wanted.TrueForAll(deal => !deal.Suits(candidate)))
        {
            return ExplainFit(candidate, wanted.First(deal => deal.HasNeeded(candidate)));
        }

        if (wanted.All(deal => deal.Admission is not null && !deal.Admission.IsSeated(candidate.Worker)))
        {
            return WorkerReasons.NotSeated.Say("The open tasks are for workers that took a seat in the pool before their deals: take one (ect seat take) and later deals draw you.");
        }

        if (wanted.TrueForAll(deal => !deal.Suits(candidate) || deal.PrefersOthers(candidate)))
        {
            return WorkerReasons.OthersPreferred.Say("The open tasks rank machines, and better ones than this are idle.");
        }

        return leastStake is { } least && candidate.Stake < least
            ? WorkerReasons.StakeTooLow.Say($"The open tasks need a stake of {least} or more, you have {BigInteger.Max(0, candidate.Stake)} free in the hub: deposit more.")
            : WorkerReasons.NotDrawn.Say("The tasks that need workers have all had you, or others were drawn.");
    }

    private static Reason ExplainFit(Candidate candidate, DealDemands deal)
    {
        var machine = candidate.Session.Ad;
        return deal.Fits.Of(machine).JobAccepts
            ? WorkerReasons.OwnerRefuses.Say($"This worker's own requirements are not true of the open tasks: {Shown.Of(machine.Ad["Requirements"]?.ToString())}")
            : WorkerReasons.RequirementsRefuse.Say($"The open tasks' requirements are not true of this machine: {Shown.Of(deal.Needs.Requirements)}");
    }

    [LoggerMessage(LogLevel.Information, "Task {TaskId}: assigned to worker {Worker}")]
    private partial void LogAssigned(Bytes32 taskId, Address worker);

    [LoggerMessage(LogLevel.Information, "Task {TaskId}: sent again to worker {Worker}, which does not run it")]
    private partial void LogAssignedAgain(Bytes32 taskId, Address worker);
}
