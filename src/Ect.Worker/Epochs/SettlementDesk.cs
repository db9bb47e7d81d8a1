using System.Collections.Concurrent;
using System.Numerics;
using System.Threading.Channels;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Signing;
using Ect.Wire;
using Ect.Worker.Assignments;
using Ect.Worker.Chain;
using Ect.Worker.Contributions;
using Ect.Worker.Sessions;
using Microsoft.Extensions.Logging;

namespace Ect.Worker.Epochs;

/// <summary>
/// Where settlements are signed, one after another. Signing several of one epoch, as when others did not sign in time,
/// cannot hurt: each is acceptable by itself, and the chain executes one at most.
/// </summary>
internal sealed partial class SettlementDesk(
    EctDomain domain,
    PrivateKey key,
    IChain chain,
    ContributionJournal journal,
    SettlementJournal settlements,
    EpochClerk clerk,
    ProposalCheck check,
    ISchedulerPost post,
    TimeProvider time,
    ILogger logger)
{
    /// <summary>Signed of one epoch at most: a scheduler that asks for more is mistaken, or fills the disk.</summary>
    public const int MostOfAnEpoch = 64;

    private readonly Channel<Proposal> waiting = Channel.CreateBounded<Proposal>(new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly ConcurrentDictionary<Bytes32, bool> accepted = new();

    /// <summary>Takes a proposal; returns at once. Of too many the newest count: they replace the others.</summary>
    public void Propose(Proposal proposal) => waiting.Writer.TryWrite(proposal);

    /// <summary>The scheduler has an opening: from now on it must not leave it out.</summary>
    public void NoteAccepted(Bytes32 task)
    {
        if (journal.FindOpen(task) is { IsOnEpochPath: true })
        {
            accepted[task] = true;
        }
    }

    /// <summary>Signs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var proposal in waiting.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                await HandleAsync(proposal, cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(proposal.Epoch, e.Message);
            }
        }
    }

    /// <summary>Signs one proposal or refuses it. Null if it was signed.</summary>
    public async Task<ProposalVerdict.Refused?> HandleAsync(Proposal message, CancellationToken cancellationToken)
    {
        var refused = await SignAsync(message, cancellationToken);
        if (refused is not null)
        {
            LogRefused(message.Epoch, refused.Reason, refused.Message);
            Remind(refused.LeftOut);
        }

        Forget();
        return refused;
    }

    private async Task<ProposalVerdict.Refused?> SignAsync(Proposal message, CancellationToken cancellationToken)
    {
        if (!ProposedSettlement.TryRead(message, out var proposal, out var problem))
        {
            return new(ProposalRefusal.Malformed, problem);
        }

        var verdict = check.Check(proposal, journal.Open, accepted.ContainsKey);
        if (verdict is not ProposalVerdict.Acceptable acceptable)
        {
            return (ProposalVerdict.Refused)verdict;
        }

        var digest = proposal.Message(acceptable.Scheduler).Digest(domain);
        if (settlements.Find(digest) is { } signed)
        {
            post.Send(ContributionMessages.Signed(signed.Epoch, signed.Signature));
            return null;
        }

        return settlements.Count(acceptable.Scheduler, proposal.Epoch) >= MostOfAnEpoch
            ? new(ProposalRefusal.TooManySettlements, $"{MostOfAnEpoch} settlements of epoch {proposal.Epoch} are signed already.")
            : await SignAsync(proposal, acceptable, digest, cancellationToken);
    }

    private async Task<ProposalVerdict.Refused?> SignAsync(ProposedSettlement proposal, ProposalVerdict.Acceptable acceptable, Bytes32 digest, CancellationToken cancellationToken)
    {
        if (await clerk.WhyNotAnchoredAsync(acceptable.Scheduler, proposal.Epoch, proposal.Anchor, cancellationToken) is { } missing)
        {
            return new(ProposalRefusal.NotAnchored, missing);
        }

        var risk = StakeBook.BondCover * acceptable.Paid.Aggregate(BigInteger.Zero, (sum, record) => sum + DealCodec.Decode(record.Deal).WorkerStake);
        var bond = (await chain.SeatAsync(chain.Worker, cancellationToken)).Bond * HubClient.Gwei;
        if (bond < risk)
        {
            return new(ProposalRefusal.BondTooLow, $"The bond of {Units.FormatEther(bond)} does not cover the {Units.FormatEther(risk)} of {acceptable.Paid.Count} tasks. Raise it with `ect seat raise`.");
        }

        var signature = proposal.Message(acceptable.Scheduler).Sign(domain, key);
        settlements.Add(new SignedSettlement
        {
            Digest = digest,
            Scheduler = acceptable.Scheduler,
            Epoch = proposal.Epoch,
            Anchor = proposal.Anchor,
            ResultRoot = proposal.ResultRoot(acceptable.Scheduler),
            Tasks = [.. acceptable.Paid.Select(record => record.Task)],
            Signature = signature,
            SignedAt = time.GetUtcNow(),
        });
        post.Send(ContributionMessages.Signed(proposal.Epoch, signature));
        LogSigned(proposal.Epoch, acceptable.Paid.Count, proposal.Signers.Count, digest);
        return null;
    }

    // An honest scheduler has given the vote up, as when this worker was too slow to sign: it takes it again. Whoever insists
    // on leaving it out would leave out the worker altogether, and all that it is paid for.
    private void Remind(ContributionRecord? leftOut)
    {
        if (leftOut is not null)
        {
            accepted.TryRemove(leftOut.Task, out _);
            post.Send(ContributionMessages.Opened(leftOut));
        }
    }

    private void Forget()
    {
        foreach (var task in accepted.Keys.Where(task => journal.FindOpen(task) is not { IsOnEpochPath: true }))
        {
            accepted.TryRemove(task, out _);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Epoch {Epoch}: settlement {Digest} of {Tasks} own tasks signed, {Signers} signers")]
    private partial void LogSigned(ulong epoch, int tasks, int signers, Bytes32 digest);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Epoch {Epoch}: settlement not signed, {Reason}: {Message}")]
    private partial void LogRefused(ulong epoch, ProposalRefusal reason, string message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Epoch {Epoch}: the proposed settlement could not be checked ({Reason}); the scheduler may ask again")]
    private partial void LogFailed(ulong epoch, string reason);
}
