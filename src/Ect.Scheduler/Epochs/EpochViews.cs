using System.Numerics;
using Ect.Ethereum;
using Ect.Protocol.Epochs;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Tasks;

namespace Ect.Scheduler.Epochs;

/// <summary>The store's rows as the pure decision about an epoch wants them.</summary>
internal static class EpochViews
{
    /// <summary>An epoch without tasks.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="awaited">Contributions under its anchor that are not opened.</param>
    /// <param name="signedBy">Who has signed its last proposal.</param>
    /// <param name="now">Our clock.</param>
    /// <param name="startedAt">When this process began: patience is measured from there at the earliest.</param>
    public static EpochView Of(EpochRecord epoch, int awaited, IReadOnlySet<Address> signedBy, DateTimeOffset now, DateTimeOffset startedAt) => new(
        epoch.State, Since(epoch.AnchoredAt, now, startedAt), Since(epoch.ProposedAt, now, startedAt), awaited, [], new Dictionary<Address, BigInteger>(), epoch.Signers, signedBy);

    /// <summary>The epoch with tasks that it may settle.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="tasks">The tasks.</param>
    /// <param name="admissions">By deal, as of the anchor.</param>
    /// <param name="now">Our clock.</param>
    public static EpochView With(this EpochView epoch, IReadOnlyList<OpenTask> tasks, IReadOnlyDictionary<Bytes32, DealAdmission> admissions, DateTimeOffset now) =>
        epoch with { Tasks = [.. tasks.Select(task => Of(task, admissions[task.Deal.Id], now))], Bonds = Bonds(tasks, admissions) };

    private static TimeSpan Since(DateTimeOffset? at, DateTimeOffset now, DateTimeOffset startedAt) =>
        at is { } known ? now - (known > startedAt ? known : startedAt) : TimeSpan.Zero;

    private static EpochTaskView Of(OpenTask open, DealAdmission admission, DateTimeOffset now)
    {
        var offset = open.Task.Index - open.Deal.Terms.First;
        var hasCallback = !open.Deal.Terms.Callback.IsZero;
        var votes = open.Replicas
            .Where(replica => replica is { State: ReplicaState.Disclosed, Digest: not null } && replica.DataHash(hasCallback) is not null)
            .Select(replica => new EpochVote(
                replica.Worker, replica.Digest!.Value, replica.DataHash(hasCallback)!.Value, admission.Bits(replica.Worker), admission.IsAdmitted(replica.Worker, offset)));
        var opened = open.Replicas.Where(replica => replica.State == ReplicaState.Disclosed).Min(replica => replica.OpenedAt) ?? now;
        return new(open.Deal.Id, open.Deal.Terms, offset, [.. votes], now - opened);
    }

    private static Dictionary<Address, BigInteger> Bonds(IReadOnlyList<OpenTask> tasks, IReadOnlyDictionary<Bytes32, DealAdmission> admissions)
    {
        // A seat is one, whatever the deal; but who sat down too late for one deal may have been in time for another.
        var bonds = new Dictionary<Address, BigInteger>();
        foreach (var task in tasks)
        {
            foreach (var replica in task.Replicas)
            {
                bonds[replica.Worker] = BigInteger.Max(bonds.GetValueOrDefault(replica.Worker), admissions[task.Deal.Id].Bond(replica.Worker));
            }
        }

        return bonds;
    }
}
