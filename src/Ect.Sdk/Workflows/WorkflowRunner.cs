using Ect.Sdk.Errors;

namespace Ect.Sdk.Workflows;

/// <summary>
/// Does what <see cref="WorkflowPlanner"/> decides, independent steps side by side, each change written down before the next. Killed at any
/// instant, a new run with the same journal goes on: what may have been sent was written down before, and the hub lets no request
/// have more tasks than it asks for.
/// </summary>
internal sealed class WorkflowRunner(Workflow workflow, WorkflowJournal journal, IStepDesk desk, IProgress<WorkflowNews>? news) : IDisposable
{
    // Two purchases at once would plan with the same offers.
    private readonly SemaphoreSlim buying = new(1, 1);

    /// <summary>Runs until every step has ended.</summary>
    /// <returns>How.</returns>
    public async Task<IReadOnlyDictionary<string, StepState>> RunAsync(CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var busy = new Dictionary<string, Task>(StringComparer.Ordinal);
        try
        {
            while (true)
            {
                foreach (var (step, move) in WorkflowPlanner.Decide(workflow, journal.States).Where(next => !busy.ContainsKey(next.Step.Name)))
                {
                    busy[step.Name] = ActAsync(step, move, stop.Token);
                }

                if (busy.Count == 0)
                {
                    return journal.States;
                }

                await await Task.WhenAny(busy.Values);
                foreach (var (name, _) in busy.Where(task => task.Value.IsCompleted && task.Value.IsCompletedSuccessfully).ToArray())
                {
                    busy.Remove(name);
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(busy.Values.Select(task => task.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => buying.Dispose();

    private async Task ActAsync(WorkflowStep step, StepMove move, CancellationToken cancellation)
    {
        var state = journal.States[step.Name];
        switch (move)
        {
            case StepMove.Sign:
                await SignAsync(step, cancellation);
                break;
            case StepMove.Match:
                await MatchAsync(step, state, cancellation);
                break;
            case StepMove.Follow:
                var ended = 0;
                var end = await desk.FollowAsync(step, state.Deals, new Count(count => Tell(step, state, ended = count)), cancellation);
                Move(step, end switch
                {
                    StepEnd.Completed completed => state with { Status = StepStatus.Done, Results = completed.Roots },
                    StepEnd.Broken broken => state with { Status = StepStatus.Failed, Why = broken.Why },
                    _ => throw new InvalidOperationException($"Unknown end {end}."),
                }, ended);
                break;
            default:
                var culprit = step.Dependencies.First(name => journal.States[name].Status is StepStatus.Failed or StepStatus.Skipped);
                Move(step, StepState.Initial with { Status = StepStatus.Skipped, Why = $"Step '{culprit}' has no results." }, 0);
                break;
        }
    }

    private async Task SignAsync(WorkflowStep step, CancellationToken cancellation)
    {
        var addresses = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, input) in step.Inputs)
        {
            switch (input)
            {
                case StepInput.Content content:
                    addresses[name] = content.Address;
                    break;
                case StepInput.Results results:
                    switch (await ResultJoiner.JoinAsync(desk.Content, step.Tasks!.Value, results, journal.States[results.From].Results, cancellation))
                    {
                        case JoinOutcome.Joined joined:
                            addresses[name] = joined.Address;
                            break;
                        case JoinOutcome.Missing missing:
                            Move(step, StepState.Initial with { Status = StepStatus.Skipped, Why = missing.Why }, 0);
                            return;
                    }

                    break;
                default:
                    throw new InvalidOperationException($"Input '{name}' of step '{step.Name}' was not uploaded before the workflow began.");
            }
        }

        var parameters = WorkflowRules.ParamsOf(step, addresses);
        await buying.WaitAsync(cancellation);
        try
        {
            Move(step, new StepState(StepStatus.Requested) { Request = await desk.SignAsync(step, parameters, cancellation) }, 0);
        }
        finally
        {
            buying.Release();
        }
    }

    private async Task MatchAsync(WorkflowStep step, StepState state, CancellationToken cancellation)
    {
        await buying.WaitAsync(cancellation);
        try
        {
            var deals = await desk.MatchAsync(state.Request ?? throw new EctException(ErrorCode.InvalidFile, $"The journal says that step '{step.Name}' is signed, but has no request."), cancellation);
            Move(step, deals is null ? StepState.Initial : state with { Status = StepStatus.Bought, Deals = deals }, 0);
        }
        finally
        {
            buying.Release();
        }
    }

    private void Move(WorkflowStep step, StepState to, int ended)
    {
        journal.Move(step.Name, to);
        Tell(step, to, ended);
    }

    private void Tell(WorkflowStep step, StepState state, int ended) => news?.Report(new(step.Name, state, step.Tasks!.Value, ended));

    /// <summary>Reports at once, in order, unlike <see cref="Progress{T}"/>.</summary>
    private sealed class Count(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}
