using Ect.Content.Http;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Trust;
using Ect.Sdk.Errors;

namespace Ect.Sdk.Tasks;

public sealed partial class TaskClient
{
    private const int Looks = 30;
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Opens a task's reveal phase: anybody may when the time for contributions is over. Its workers then show their results
    /// on chain, and who does not loses its stake. Does nothing if the phase is open or the task has ended.
    /// </summary>
    /// <exception cref="EctException">Nobody has contributed, or workers still may (<see cref="ErrorCode.TaskNotReady"/>).</exception>
    /// <exception cref="RevertException">The hub refuses; the error says why.</exception>
    public async Task<TaskInfo> OpenRevealAsync(TaskInfo task, CancellationToken cancellation = default)
    {
        if (task.IsFinal || task.Status == ChainTaskStatus.Revealing)
        {
            return task;
        }

        var now = await NowAsync(cancellation);
        if (PublicSteps.Next(task, now, isAgreed: false) != PublicStep.OpenReveal)
        {
            throw new EctException(ErrorCode.TaskNotReady, $"The reveal phase of task {task.Id} cannot be opened: {(task.Contributors.Count == 0 ? "nobody has anything to reveal" : "workers may still contribute")}. {TaskReason.Of(task, now)}");
        }

        await (await _chain.HubAsync(cancellation)).OpenRevealAsync(task.Deal.Terms, task.Index, cancellation);
        return await GetAsync(task.Deal, task.Index, cancellation);
    }

    /// <summary>Takes the step towards a task's end that anybody may take by now, if there is one.</summary>
    /// <returns>The task after it, and which step it was; none if somebody else took it in the same moment.</returns>
    /// <exception cref="EctException">The step cannot be done; see <see cref="FinalizeAsync"/> and <see cref="ClaimAsync"/>.</exception>
    /// <exception cref="RevertException">The hub refuses; the error says why.</exception>
    public async Task<(TaskInfo Task, PublicStep Step)> CloseAsync(TaskInfo task, ContentClient content, CancellationToken cancellation = default)
    {
        var step = PublicSteps.Next(task, await NowAsync(cancellation), await IsAgreedAsync(task, cancellation));
        try
        {
            return (await TakeAsync(task, step, content, cancellation), step);
        }
        catch (RevertException)
        {
            // Workers wait for the same moment.
            if (await MovedByOthersAsync(task, cancellation) is not { } moved)
            {
                throw;
            }

            return (moved, PublicStep.None);
        }
    }

    /// <summary>
    /// The task as somebody else moved it; null if nobody did. A refusal counts transactions that wait for their block, and what is read
    /// does not: so this looks until a block has come, or for the time in which one does on Ethereum (a slot is 12 s).
    /// </summary>
    private async Task<TaskInfo?> MovedByOthersAsync(TaskInfo task, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(LookInterval, _chain.Time);
        var refusedAt = await NowAsync(cancellation);
        for (var look = 0; look < Looks; look++)
        {
            var hasNewBlock = await NowAsync(cancellation) > refusedAt;
            var seen = await GetAsync(task.Deal, task.Index, cancellation);
            if (seen.Status != task.Status)
            {
                return seen;
            }

            if (hasNewBlock)
            {
                return null;
            }

            await timer.WaitForNextTickAsync(cancellation);
        }

        return null;
    }

    private async Task<TaskInfo> TakeAsync(TaskInfo task, PublicStep step, ContentClient content, CancellationToken cancellation) => step switch
    {
        PublicStep.OpenReveal => await OpenRevealAsync(task, cancellation),
        PublicStep.Finalize => await FinalizeAsync(task, content, cancellation),
        PublicStep.Claim => await ClaimAsync(task, cancellation),
        _ => task,
    };

    private async Task<bool> IsAgreedAsync(TaskInfo task, CancellationToken cancellation)
    {
        var votes = task.Contributors.Where(part => part.ResultHash is not null).ToArray();
        return task.Status == ChainTaskStatus.Revealing
            && TrustRule.Winner(TrustRule.Groups(await WeighAsync(task.Deal.Terms, votes, cancellation)), TrustDemand.Of(task.Deal.Terms)) is not null;
    }
}
