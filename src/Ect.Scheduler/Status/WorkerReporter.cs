using System.Globalization;
using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Apps;
using Ect.Protocol.Deals;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Epochs;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Why;
using Ect.Scheduler.Workers;

namespace Ect.Scheduler.Status;

/// <summary>Says of workers why they have no work.</summary>
internal sealed class WorkerReporter(OpenTasks open, ReplicaStore replicas, FaultStore faults, WorkerRegistry workers, SeatBook seats, LastAdmissions admissions)
{
    private const int MostRunning = 100;
    private const int MostLost = 10;

    public WorkerPage List(Page page)
    {
        var banned = faults.Banned();
        var sessions = workers.Sessions;
        return new(sessions.Count, page.From, [.. sessions.OrderBy(session => session.Worker).Skip(page.From).Take(page.Limit).Select(session => Of(session, banned))]);
    }

    public WorkerReport Report(Address worker)
    {
        var banned = faults.Banned();
        var session = workers.Find(worker);
        var why = Why(session, banned.GetValueOrDefault(worker));
        var seat = seats.Find(worker);
        var (tasks, drawn, atRisk, running) = Count(worker);
        return new(
            worker,
            why.Kind.Code,
            why.Text,
            session is null ? null : Of(session, banned),
            seat is { } known ? admissions.Roster is { } roster && roster != 0 && known.Roster == roster : null,
            seat is null ? null : Text(seat.Bond * HubClient.Gwei),
            Text(atRisk),
            tasks,
            drawn,
            running,
            [.. replicas.LastLost(worker, MostLost).Select(Lost)]);
    }

    public static WorkerStatus Of(WorkerSession session, IReadOnlyDictionary<Address, Reason> banned)
    {
        var ban = banned.GetValueOrDefault(session.Worker);
        var why = Why(session, ban);
        return new(
            session.Worker,
            session.Software,
            session.Resources.Slots,
            session.Credit,
            session.ConnectedAt,
            session.LastSeen,
            (session.Resting ?? session.Waiting)?.Text,
            ban?.Text,
            why.Kind.Code,
            session.Running,
            session.Machine.Processor,
            [.. session.Machine.Runtimes.Select(offer => offer.Network ? $"{offer.Runtime.Name()}+network" : offer.Runtime.Name())],
            session.Ad.Ad.ToString(),
            session.Ad.Problem);
    }

    private static Reason Why(WorkerSession? session, Reason? ban) => session switch
    {
        _ when ban is not null => ban,
        null => WorkerReasons.NotConnected.Say("The worker is not connected."),
        { HasBeaten: false } => WorkerReasons.NotReady.Say("The worker has logged in and not asked for work yet."),
        { Resting: { } resting } => resting,
        { Credit: 0 } => WorkerReasons.SlotsBusy.Say($"All of its {session.Resources.Slots} slots are busy."),
        { Waiting: { } waiting } => waiting,
        _ => WorkerReasons.Served.Say("It was given work, or was not looked at yet."),
    };

    private (int Tasks, int Drawn, BigInteger AtRisk, IReadOnlyList<WorkerPart> Running) Count(Address worker)
    {
        var (tasks, drawn, atRisk) = (0, 0, BigInteger.Zero);
        var running = new List<WorkerPart>();
        foreach (var task in open.Unordered)
        {
            tasks++;
            drawn += admissions.Of(task.Deal.Id)?.IsAdmitted(worker, task.Task.Index - task.Deal.Terms.First) == true ? 1 : 0;
            if (task.Replicas.FirstOrDefault(replica => replica.Worker == worker) is { } part && !ReplicaLifecycle.Table.IsTerminal(part.State) && part.State is not (ReplicaState.Lost or ReplicaState.Failed))
            {
                atRisk += task.Task.Path == TaskPath.Epoch ? HubRules.BondCover * task.Deal.Terms.WorkerStake : 0;
                if (running.Count < MostRunning)
                {
                    running.Add(new(part.Task, part.State.ToString(), part.ChangedAt, null, null));
                }
            }
        }

        return (tasks, drawn, atRisk, running);
    }

    private WorkerPart Lost(ReplicaRecord part)
    {
        var evidence = replicas.History(part.Task, part.Worker) is [.., var last] ? last.Evidence : "";
        return new(part.Task, part.State.ToString(), part.ChangedAt, ReplicaEvidence.KindOf(part.State, part.Blame, part.ResultHash is not null, evidence)?.Code, evidence);
    }

    private static string Text(BigInteger amount) => amount.ToString(CultureInfo.InvariantCulture);
}
