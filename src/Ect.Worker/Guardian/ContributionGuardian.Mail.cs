using Ect.Worker.Contributions;

namespace Ect.Worker.Guardian;

internal sealed partial class ContributionGuardian
{
    // Written by the session, read here: one place alone moves the record.
    private async Task NoteMailAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref receipt, null) is { } confirmed && Record.IsOnEpochPath)
        {
            NoteReceipt(confirmed);
        }

        if (anchored is { } claimed && Record.IsOnEpochPath)
        {
            await NoteAnchorAsync(claimed, cancellationToken);
        }
    }

    private void NoteReceipt(Wire.Receipt message)
    {
        if (clerk.WhyNoReceipt(Record, deal, message) is { } why)
        {
            LogReceiptRefused(Record.Task, why);
            return;
        }

        var part = Record.Epoch!.WithReceipt(message.Epoch, message.Signature.ToByteArray());

        // Once anchored, only an anchor moves a contribution on: into a later epoch, if this one left it out.
        if (Record.State is ContributionState.Computed or ContributionState.Receipted && part.Number != message.Epoch)
        {
            part = part with { Number = message.Epoch, ProgressAt = time.GetUtcNow() };
        }

        if (ReferenceEquals(part, Record.Epoch))
        {
            return;
        }

        Record = Record.State == ContributionState.Computed ? journal.Move(Record, ContributionState.Receipted, epoch: part) : journal.Note(Record, part);
        LogReceipted(Record.Task, message.Epoch);
    }

    // Kept until the chain has answered: the scheduler does not say it again on this connection.
    private async Task NoteAnchorAsync(Wire.Anchored message, CancellationToken cancellationToken)
    {
        var why = await clerk.WhyNoAnchorAsync(Record, deal, message, cancellationToken);
        Interlocked.CompareExchange(ref anchored, null, message);
        if (why is not null)
        {
            LogAnchorRefused(Record.Task, message.Epoch, why);
            return;
        }

        if (Record.State == ContributionState.Shown)
        {
            // It would not say so if it counted the vote: it has lost the opening, or given it up.
            post.Send(ContributionMessages.Opened(Record));
        }

        var root = Ethereum.Bytes32.FromBytes(message.Root.Span);
        if (Record.Epoch!.Root == root)
        {
            return;
        }

        var part = Record.Epoch with { Number = message.Epoch, Root = root, ProgressAt = time.GetUtcNow() };
        Record = Record.State is ContributionState.Computed or ContributionState.Receipted
            ? journal.Move(Record, ContributionState.Anchored, epoch: part)
            : journal.Note(Record, part);
        LogAnchored(Record.Task, message.Epoch, root);
    }
}
