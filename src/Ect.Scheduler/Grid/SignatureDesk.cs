using Ect.Ethereum;
using Ect.Scheduler.Epochs;
using Ect.Scheduler.Workers;
using Ect.Wire;
using Microsoft.Extensions.Logging;

namespace Ect.Scheduler.Grid;

/// <summary>Takes workers' signatures under the settlement that is proposed now. Others are old news and ignored.</summary>
internal sealed partial class SignatureDesk(EpochStore epochs, ILogger<SignatureDesk> logger)
{
    public async Task TakeAsync(WorkerSession session, Signed message, CancellationToken ct)
    {
        if (epochs.DigestFor(message.Epoch, session.Worker) is not { } digest)
        {
            LogIgnored(message.Epoch, session.Worker, "no proposal waits for it");
            return;
        }

        if (!CompactSignature.TryFromBytes(message.Signature.Span, out var signature) || !signature.Verify(digest, session.Worker))
        {
            LogIgnored(message.Epoch, session.Worker, "it is not the worker's, or of an earlier proposal");
            return;
        }

        await epochs.AddSignatureAsync(message.Epoch, digest, session.Worker, message.Signature.ToByteArray(), ct);
    }

    [LoggerMessage(LogLevel.Information, "Epoch {Epoch}: a signature of worker {Worker} is ignored: {Reason}")]
    private partial void LogIgnored(ulong epoch, Address worker, string reason);
}
