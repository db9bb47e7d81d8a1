using Ect.Ethereum;
using Microsoft.Extensions.Logging;

namespace Ect.Worker.Guardian;

internal sealed partial class ContributionGuardian
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId}: commitment {Commitment} is on chain")]
    private partial void LogCommitted(Bytes32 taskId, Bytes32 commitment);

    [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId}: the scheduler has the commitment, epoch {Epoch}")]
    private partial void LogReceipted(Bytes32 taskId, ulong epoch);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {TaskId}: receipt refused: {Reason}")]
    private partial void LogReceiptRefused(Bytes32 taskId, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId}: the commitment is under the anchor of epoch {Epoch}, {Root}")]
    private partial void LogAnchored(Bytes32 taskId, ulong epoch, Bytes32 root);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {TaskId}: anchor of epoch {Epoch} refused, the result stays secret: {Reason}")]
    private partial void LogAnchorRefused(Bytes32 taskId, ulong epoch, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {TaskId}: contributing on the chain, {Reason}")]
    private partial void LogStalled(Bytes32 taskId, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId}: result {Digest} uploaded, opening told to the scheduler")]
    private partial void LogOpened(Bytes32 taskId, Bytes32 digest);

    [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId}: revealed on chain")]
    private partial void LogRevealed(Bytes32 taskId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {TaskId}: the scheduler let the contribution deadline pass; reveal phase opened without it")]
    private partial void LogRevealOpened(Bytes32 taskId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {TaskId}: finalised without the scheduler")]
    private partial void LogFinalized(Bytes32 taskId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {TaskId}: claimed without the scheduler, no result could be agreed on in time")]
    private partial void LogClaimed(Bytes32 taskId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {TaskId}: the others agreed on a different result; left for them to finalise")]
    private partial void LogLeft(Bytes32 taskId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId}: ended on chain, contribution {Outcome}")]
    private partial void LogEnded(Bytes32 taskId, string outcome);

    [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId}: epoch {Epoch} left this worker out; its wage of {Wage} claimed from the pool's owner {Owner} with the receipt")]
    private partial void LogClaimedWage(Bytes32 taskId, ulong epoch, string wage, Address owner);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {TaskId}: the wage for it cannot be claimed yet, {Why}")]
    private partial void LogClaimWaits(Bytes32 taskId, string why);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Task {TaskId}: waiting, {Why}")]
    private partial void LogWaiting(Bytes32 taskId, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "Task {TaskId}: the hub refuses the contribution, given up: {Reason}")]
    private partial void LogRefused(Bytes32 taskId, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {TaskId}: the next step failed, again in {Seconds:F0} s: {Reason}")]
    private partial void LogStepFailed(Bytes32 taskId, string reason, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {TaskId}: the result could not be uploaded, again in {Seconds:F0} s: {Reason}")]
    private partial void LogPublishFailed(Bytes32 taskId, string reason, double seconds);
}
