using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Deals;
using Ect.Protocol.Trust;
using Ect.Wire;
using Ect.Worker.Chain;
using Ect.Worker.Contributions;
using Ect.Worker.Epochs;
using Ect.Worker.Receipts;
using Ect.Worker.Sessions;
using Microsoft.Extensions.Logging;

namespace Ect.Worker.Guardian;

/// <summary>
/// Leads one contribution from its journal file to the return of its stake: asks <see cref="GuardianDecision"/> what is
/// next and does it. Needs the chain only; the scheduler is told, never relied on. One step at a time, each safe to repeat.
/// </summary>
internal sealed partial class ContributionGuardian(
    ContributionRecord record,
    IChain chain,
    ContributionJournal journal,
    EpochClerk clerk,
    IResultPublisher publisher,
    ISchedulerPost post,
    GuardianSettings settings,
    TimeProvider time,
    ILogger logger)
{
    private const string LeftToOthers = "left to others";

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    // On the epoch path news come by themselves; the chain is asked so rarely only in case that they do not.
    private const int QuietLooks = 4;

    // Whoever sleeps through a reveal phase loses the stake: 5 s at most in the shortest one.
    private const int LooksInRevealPhase = 6;

    // A day is long: whoever owes this worker a wage may pay it in a minute too.
    private const int Leisure = 30;

    private readonly Deal deal = DealCodec.Decode(record.Deal);
    private readonly Backoff publishBackoff = new(TimeSpan.FromSeconds(1), LongestWait);
    private readonly Nudge nudge = new(time);
    private readonly ReceiptClerk receipts = new(chain);
    private Task<bool>? publication;
    private DateTimeOffset nextPublication = DateTimeOffset.MinValue;
    private (string Outcome, DateTimeOffset Since)? end;
    private string? lastWait;
    private volatile Receipt? receipt;
    private volatile Anchored? anchored;

    /// <summary>As the journal has it.</summary>
    public ContributionRecord Record { get; private set; } = record;

    /// <summary>Runs until the contribution has settled. Only cancellation is thrown.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var backoff = new Backoff(settings.PollInterval, LongestWait);
        while (!ContributionLifecycle.IsTerminal(Record.State))
        {
            var pause = settings.PollInterval;
            try
            {
                var action = await StepAsync(cancellationToken);
                backoff.Reset();
                pause = action is GuardianAction.Wait or GuardianAction.Finish or GuardianAction.Settle or GuardianAction.LeaveOut or GuardianAction.ClaimReceipt
                    ? PauseAfter(action)
                    : TimeSpan.Zero;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                pause = backoff.Next(LongestPause);
                LogStepFailed(Record.Task, e.Message, pause.TotalSeconds);
            }

            if (pause > TimeSpan.Zero && !ContributionLifecycle.IsTerminal(Record.State))
            {
                await nudge.PauseAsync(pause, cancellationToken);
            }
        }
    }

    /// <summary>Cuts the current pause short: something may have changed.</summary>
    public void Wake() => nudge.Give();

    /// <summary>The scheduler has confirmed the commitment, or says so.</summary>
    public void Deliver(Receipt message)
    {
        receipt = message;
        Wake();
    }

    /// <summary>The scheduler has anchored the commitment, or says so.</summary>
    public void Deliver(Anchored message)
    {
        anchored = message;
        Wake();
    }

    /// <summary>Looks at the chain, decides and does one thing. Returns what was decided.</summary>
    public async Task<GuardianAction> StepAsync(CancellationToken cancellationToken)
    {
        await NotePublicationAsync();
        await NoteMailAsync(cancellationToken);
        var view = await LookAsync(cancellationToken);
        var mayPublish = publication is null && time.GetUtcNow() >= nextPublication;
        var action = GuardianDecision.Decide(Record, deal, view, mayPublish, PatienceSeconds(), settings.MinClaim);
        if (action is not (GuardianAction.Settle or GuardianAction.LeaveOut))
        {
            end = null;
        }

        switch (action)
        {
            case GuardianAction.Contribute:
                await ContributeAsync(cancellationToken);
                break;
            case GuardianAction.NoteCommitted:
                Record = journal.Move(Record, ContributionState.Committed);
                post.Send(ContributionMessages.Committed(Record));
                LogCommitted(Record.Task, Record.Commitment);
                break;
            case GuardianAction.Stall stall:
                Record = journal.Move(Record, ContributionState.Stalled);
                LogStalled(Record.Task, stall.Why);
                break;
            case GuardianAction.Publish:
                publication = PublishAsync(cancellationToken);
                break;
            case GuardianAction.Reveal:
                await chain.RevealAsync(deal, Record.Index, Record.Digest, DataHash(), Record.Salt, cancellationToken);
                LogRevealed(Record.Task);
                break;
            case GuardianAction.OpenReveal:
                await chain.OpenRevealAsync(deal, Record.Index, cancellationToken);
                LogRevealOpened(Record.Task);
                break;
            case GuardianAction.Finish:
                await FinishAsync(view, cancellationToken);
                break;
            case GuardianAction.LeaveOut:
                LeaveOut();
                break;
            case GuardianAction.ClaimReceipt claim:
                return await ClaimReceiptAsync(claim, cancellationToken);
            case GuardianAction.Settle settle:
                Settle(settle.Outcome);
                break;
            case GuardianAction.Wait wait:
                NoteWait(wait.Why);
                break;
        }

        return action;
    }

    /// <summary>Completes when the running upload, if any, has ended.</summary>
    public Task PublicationAsync() => publication ?? Task.CompletedTask;

    // A node that takes connections and says nothing would be waited for as long as a reveal phase lasts.
    private async Task<ChainView> LookAsync(CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(LongestPause * 2, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await ViewAsync(either.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The chain did not say within {(LongestPause * 2).TotalSeconds:F0} s how the task stands.", e);
        }
    }

    private async Task<ChainView> ViewAsync(CancellationToken cancellationToken)
    {
        var task = await chain.TaskAsync(Record.Task, cancellationToken);
        var own = await chain.ContributionAsync(Record.Task, chain.Worker, cancellationToken);
        var block = await chain.BlockTimeAsync(cancellationToken);
        var now = Math.Max(block, (ulong)time.GetUtcNow().ToUnixTimeSeconds());
        var epoch = Record.Epoch is null ? null : await clerk.ViewAsync(Record, deal, task, now, cancellationToken);
        var isLeftOut = Record.State == ContributionState.LeftOut && task.Status == ChainTaskStatus.Unset && epoch is { IsTaken: true, IsPaid: false };
        var receipt = isLeftOut ? await receipts.ViewAsync(Record, deal, cancellationToken) : null;
        return new ChainView(task, own, block, now, epoch, receipt);
    }

    private TimeSpan RevealShare => TimeSpan.FromSeconds(Deadlines.Of(deal).RevealPeriod) / LooksInRevealPhase;

    /// <summary>However often the chain could not be read: what may have to be revealed is looked at several times within a reveal phase.</summary>
    private TimeSpan LongestPause => IsToBeRevealed ? RevealShare : LongestWait;

    private bool IsToBeRevealed => !Record.IsOnEpochPath && Record.State != ContributionState.LeftOut;

    private TimeSpan PauseAfter(GuardianAction action)
    {
        var poll = IsToBeRevealed && settings.PollInterval > RevealShare ? RevealShare : settings.PollInterval;
        var quiet = Record.IsOnEpochPath ? TimeSpan.FromSeconds(deal.Duration) / QuietLooks
            : Record.State == ContributionState.LeftOut ? settings.PollInterval * Leisure
            : TimeSpan.Zero;
        return action is not GuardianAction.Wait || quiet < poll ? poll
            : quiet < LongestWait ? quiet
            : LongestWait;
    }

    private async Task ContributeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await chain.ContributeAsync(deal, Record.Index, Record.Commitment, Record.Authorization, cancellationToken);
        }
        catch (RevertException e) when (Record.State == ContributionState.Computed && RefusalBlame(e.ErrorName) is { } blame)
        {
            // Trying again cannot help, and the scheduler can still give the task to somebody else. Not so if it was on chain
            // once: what a re-org took may be mined again, and then the stake needs its guardian.
            post.Send(ContributionMessages.Failed(Record.Task, blame, e.Message));
            LogRefused(Record.Task, e.Message);
            GiveUp($"{GuardianDecision.NeverCommitted}: {e.Message}");
        }
        catch (RevertException e) when (e.ErrorName == "DrawMissed")
        {
            // Nobody has fixed the draw while the chain still knew how: from a later block on it can be tried again.
            await chain.DrawAsync(Record.DealId, cancellationToken);
            throw;
        }
    }

    private static Blame? RefusalBlame(string? error) => error switch
    {
        "InsufficientFreeBalance" => Blame.Worker,
        "UnauthorizedWorker" or "TooManyContributors" or "UnknownDeal" or "TaskIndexOutOfRange" => Blame.Pool,
        _ => null,
    };

    // Runs beside the steps: an upload may take longer than a reveal phase. It touches nothing that they touch.
    private async Task<bool> PublishAsync(CancellationToken cancellationToken)
    {
        try
        {
            await publisher.PublishAsync(Record, cancellationToken);
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            var pause = publishBackoff.Next();
            nextPublication = time.GetUtcNow() + pause;
            LogPublishFailed(Record.Task, e.Message, pause.TotalSeconds);
            return false;
        }
        finally
        {
            Wake();
        }
    }

    private async Task NotePublicationAsync()
    {
        if (publication is not { IsCompleted: true } ended)
        {
            return;
        }

        publication = null;
        if (await ended && Record.State is ContributionState.Committed or ContributionState.Anchored)
        {
            Record = journal.Move(Record, Record.State == ContributionState.Committed ? ContributionState.Opened : ContributionState.Shown);
            post.Send(ContributionMessages.Opened(Record));
            LogOpened(Record.Task, Record.Digest);
        }
    }

    private async Task FinishAsync(ChainView view, CancellationToken cancellationToken)
    {
        var votes = new List<(Address, Vote)>();
        foreach (var contributor in await chain.ContributorsAsync(Record.Task, cancellationToken))
        {
            var revealed = (await chain.ContributionAsync(Record.Task, contributor, cancellationToken)).ResultHash;
            votes.Add((contributor, new Vote(revealed, await chain.EvidenceAsync(contributor, deal, cancellationToken))));
        }

        switch (FinishDecision.Decide(Record, deal, view, votes))
        {
            case FinishAction.Finalize finalize:
                await chain.FinalizeAsync(deal, Record.Index, finalize.Openings, new Result(Record.Digest, Record.AppFailed, Record.CallbackData), cancellationToken);
                LogFinalized(Record.Task);
                break;
            case FinishAction.Claim claim:
                await chain.ClaimAsync(deal, Record.Index, claim.Workers, cancellationToken);
                LogClaimed(Record.Task);
                break;
            case FinishAction.LeaveToOthers when lastWait != LeftToOthers:
                lastWait = LeftToOthers;
                LogLeft(Record.Task);
                break;
        }
    }

    private Bytes32 DataHash() => Record.AppFailed ? ResultHash.AppFailed : ResultHash.DataHash(deal.Callback.IsZero ? null : Record.CallbackData);

    // Workers of one task differ here, so that the first one's transaction spares the others theirs.
    private ulong PatienceSeconds()
    {
        var share = Keccak256.Hash([.. Record.Task.ToBytes(), .. chain.Worker.ToBytes()]).ToBytes()[0] / 256.0;
        return (ulong)(settings.Patience.TotalSeconds * (1 + share));
    }
}
