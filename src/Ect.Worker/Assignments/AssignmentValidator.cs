using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Deals;
using Ect.Protocol.Draws;
using Ect.Protocol.Machines;
using Ect.Protocol.Signing;
using Ect.Protocol.Tasks;
using Ect.Wire;
using Ect.Worker.Chain;
using Ect.Worker.Machine;
using static Ect.Worker.Assignments.AssignmentVerdict;

namespace Ect.Worker.Assignments;

/// <summary>
/// Checks everything that a scheduler says, as if it lied: a worker that believes it loses its work, its stake or both.
/// What costs nothing is checked first, the chain is asked last.
/// </summary>
internal sealed class AssignmentValidator(WorkerOptions options, MachineOffer machine, WorkerAd ad, IChain chain, StakeBook stakes, TimeProvider time)
{
    private readonly EctDomain domain = new(options.ChainId, options.Hub);

    /// <summary>The verdict. A valid assignment's stake is reserved: whoever asked releases it when the task is over.</summary>
    public async Task<AssignmentVerdict> ValidateAsync(Assignment assignment, CancellationToken cancellationToken)
    {
        if (CheckTerms(assignment, out var task, out var deal) is { } lie)
        {
            return lie;
        }

        var parsed = ParseParams(assignment.Params, deal!);
        if (parsed.Verdict is not null)
        {
            return parsed.Verdict;
        }

        var (needs, isAsked) = (parsed.Params!.Needs, !assignment.Authorization.IsEmpty);
        if ((DealCheck.Machine(needs, machine, isAsked) ?? DealCheck.Wishes(deal!, needs, ad, isAsked)) is { } unfit)
        {
            return unfit;
        }

        var dealId = DealId.Of(deal!);
        var seat = await chain.SeatAsync(chain.Worker, cancellationToken);
        AssignmentVerdict? refused = await CheckChainAsync(task, dealId, assignment, deal!, seat, cancellationToken)
            ?? await CheckMoneyAsync(task, assignment.EpochPath, deal!, seat, cancellationToken);
        return refused ?? new Valid(new VerifiedAssignment(
            task, dealId, deal!, assignment.Deal.ToByteArray(), assignment.Index, parsed.Params, assignment.Authorization.ToByteArray(), assignment.EpochPath));
    }

    private Refused? CheckTerms(Assignment assignment, out Bytes32 task, out Deal? deal)
    {
        (task, deal) = (default, null);
        if (assignment.Task.Length != Bytes32.Size)
        {
            return new(RefusalReason.Malformed, $"The task id has {assignment.Task.Length} bytes, not {Bytes32.Size}.");
        }

        task = Bytes32.FromBytes(assignment.Task.Span);
        try
        {
            deal = DealCodec.Decode(assignment.Deal.Span);
        }
        catch (FormatException e)
        {
            return new(RefusalReason.Malformed, e.Message);
        }

        var ours = TaskId.Of(DealId.Of(deal), assignment.Index);
        return task != ours ? new(RefusalReason.TaskMismatch, $"Task {assignment.Index} of these terms is {ours}, not {task}.")
            : assignment.Index < deal.First || assignment.Index - deal.First >= deal.Size ? new(RefusalReason.IndexOutOfRange, $"The deal has the tasks {deal.First} to {(ulong)deal.First + deal.Size - 1}, not {assignment.Index}.")
            : deal.Pool != options.Pool ? new(RefusalReason.OtherPool, $"The deal is of pool {deal.Pool}; this worker serves {options.Pool}.")
            : assignment.Authorization.IsEmpty && MayGoUnasked(assignment, deal) ? null
            : !Authorization.IsSigned(domain, task, chain.Worker, assignment.Authorization.ToByteArray(), deal.Scheduler) ? new(RefusalReason.BadAuthorization, $"The authorization is not signed by the deal's scheduler {deal.Scheduler} for this task and worker {chain.Worker}.")
            : assignment.EpochPath && DealMode.IsDirect(deal.Mode) ? new(RefusalReason.WrongPath, "The deal demands the direct path; no epoch can settle it.")
            : null;
    }

    // Whether it is late enough for that, the chain's clock says.
    private bool MayGoUnasked(Assignment assignment, Deal deal) => options.SelfAssign && !assignment.EpochPath && !DealMode.IsPrivate(deal.Mode);

    private static (TaskParams? Params, AssignmentVerdict? Verdict) ParseParams(string text, Deal deal)
    {
        if (Keccak256.Hash(text) != deal.ParamsHash)
        {
            return (null, new Refused(RefusalReason.ParamsMismatch, $"The params hash to {Keccak256.Hash(text)}, the deal's to {deal.ParamsHash}."));
        }

        try
        {
            return (TaskParams.Parse(text), null);
        }
        catch (FormatException e)
        {
            return (null, new Unworkable(Blame.Request, $"The request's params cannot be used: {e.Message}"));
        }
    }

    private async Task<Refused?> CheckChainAsync(Bytes32 task, Bytes32 dealId, Assignment assignment, Deal deal, Seat seat, CancellationToken cancellationToken)
    {
        if (!await chain.IsDealAsync(dealId, cancellationToken))
        {
            return new(RefusalReason.UnknownDeal, $"The chain has no deal {dealId}.");
        }

        var block = await chain.BlockTimeAsync(cancellationToken);
        if (assignment.Authorization.IsEmpty && !Deadlines.Of(deal).MayContributeUnasked(block))
        {
            return new(RefusalReason.BadAuthorization, $"Without the scheduler's word nobody may contribute before {Deadlines.Of(deal).SelfAssign} (Unix time).");
        }

        var now = Math.Max(block, (ulong)time.GetUtcNow().ToUnixTimeSeconds());
        if (DealCheck.Time(deal, options, now) is { } late)
        {
            return late;
        }

        var state = await chain.TaskAsync(task, cancellationToken);
        if (state.Status is not (ChainTaskStatus.Unset or ChainTaskStatus.Active) || state.Contributors >= HubRules.MaxContributors)
        {
            return new(RefusalReason.TaskClosed, $"The task is {state.Status} with {state.Contributors} contributors and takes no more.");
        }

        if (state.Status == ChainTaskStatus.Active && assignment.EpochPath)
        {
            return new(RefusalReason.TaskClosed, "The task is on the direct path; no epoch can settle it any more.");
        }

        if (state.Status == ChainTaskStatus.Unset && await chain.IsTakenAsync(deal, assignment.Index, cancellationToken))
        {
            return new(RefusalReason.TaskClosed, "An epoch has settled the task.");
        }

        return (await chain.ContributionAsync(task, chain.Worker, cancellationToken)).Commitment.IsZero
            ? await CheckSeatAsync(dealId, deal, assignment, seat, now, cancellationToken)
            : new(RefusalReason.AlreadyDone, "This worker has contributed to the task already.");
    }

    private async Task<Refused?> CheckSeatAsync(Bytes32 dealId, Deal deal, Assignment assignment, Seat seat, ulong now, CancellationToken cancellationToken)
    {
        var isPrivate = DealMode.IsPrivate(deal.Mode);
        if (isPrivate && !assignment.EpochPath)
        {
            return null;
        }

        var draw = await chain.DrawOfAsync(dealId, cancellationToken);
        if (DealCheck.Seat(deal, seat, draw.Roster) is { } unseated)
        {
            return unseated;
        }

        if (isPrivate || draw.Seed is not { } seed)
        {
            return null;
        }

        var rule = DrawRule.Of(deal, draw.Seats, now);
        return new Draw(seed, rule).IsDrawn(chain.Worker, assignment.Index - deal.First)
            ? null
            : new(RefusalReason.NotDrawn, $"The task draws about {rule.Width} of {rule.Seats} seats, and not this worker's.");
    }

    private async Task<Refused?> CheckMoneyAsync(Bytes32 task, bool isOnEpochPath, Deal deal, Seat seat, CancellationToken cancellationToken)
    {
        if (DealCheck.Price(deal, options) is { } priced)
        {
            return priced;
        }

        if (isOnEpochPath)
        {
            var bond = seat.Bond * HubClient.Gwei;
            return stakes.TryReserveBond(task, deal.WorkerStake, bond)
                ? null
                : new(RefusalReason.BondTooLow, $"The bond of {Units.FormatEther(bond)} answers for other tasks, and does not cover {StakeBook.BondCover} times the stake of {Units.FormatEther(deal.WorkerStake)} besides. Raise it with `ect seat raise`.");
        }

        var free = (await chain.AccountAsync(chain.Worker, cancellationToken)).Free;
        return stakes.TryReserveFree(task, deal.WorkerStake, free)
            ? null
            : new(RefusalReason.StakeTooHigh, $"The stake is {Units.FormatEther(deal.WorkerStake)}; of {Units.FormatEther(free)} free tokens too many are promised to running tasks. Deposit more into the hub for {chain.Worker}.");
    }
}
