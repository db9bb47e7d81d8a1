using Ect.Content;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Tasks;
using Ect.Sdk.Assets;
using Ect.Sdk.Buying;
using Ect.Sdk.Deals;
using Ect.Sdk.Tasks;

namespace Ect.Sdk.Workflows;

/// <summary>A network, as a workflow needs it.</summary>
internal sealed class StepDesk(EctClient client) : IStepDesk
{
    // A step whose request expires unmatched is signed again; one that expires half matched is lost. Offers rarely take days.
    private static readonly TimeSpan Validity = TimeSpan.FromDays(7);

    /// <inheritdoc/>
    public IBlockStore Content => client.Content;

    /// <inheritdoc/>
    public Task<string> SignAsync(WorkflowStep step, TaskParams parameters, CancellationToken cancellation) => client.SignRequestAsync(
        new RunRequest
        {
            App = AssetId.Parse(step.App),
            Dataset = step.Dataset is { } dataset ? AssetId.Parse(dataset) : null,
            Pool = step.Pool is { } pool ? AssetId.Parse(pool) : null,
            Tasks = step.Tasks!.Value,
            Trust = step.Trust,
            Category = step.Category,
            MaxPrice = step.MaxPrice,
            Params = parameters,
            Validity = Validity,
        },
        cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Bytes32>?> MatchAsync(string request, CancellationToken cancellation) =>
        (await client.MatchRestAsync(request, cancellation))?.Select(deal => deal.Id).ToArray();

    /// <inheritdoc/>
    public async Task<StepEnd> FollowAsync(WorkflowStep step, IReadOnlyList<Bytes32> deals, IProgress<int> ended, CancellationToken cancellation)
    {
        var (count, tasks) = (0, new List<TaskInfo>());
        foreach (var id in deals)
        {
            var deal = await client.Deals.GetAsync(id, cancellation);
            await foreach (var update in client.Deals.WatchAsync(deal, cancellation: cancellation))
            {
                if (update.Kind is TaskUpdateKind.Completed or TaskUpdateKind.Failed)
                {
                    ended.Report(++count);
                }
            }

            tasks.AddRange(await client.Tasks.ListAsync(deal, cancellation));
        }

        tasks.Sort((left, right) => left.Index.CompareTo(right.Index));
        if (tasks.FirstOrDefault(task => task.Status != ChainTaskStatus.Completed || task.AppFailed) is { } broken)
        {
            return new StepEnd.Broken(broken.Status == ChainTaskStatus.Completed
                ? $"Task {broken.Index} ({broken.Id}): its result is that the application failed. See `ect task result {broken.Id}`."
                : $"Task {broken.Index} ({broken.Id}) is {broken.Status}: {TaskReason.Of(broken, await client.Tasks.NowAsync(cancellation))}");
        }

        var roots = new List<Cid>();
        foreach (var task in tasks)
        {
            roots.Add(await client.Tasks.HoldResultAsync(task, client.Content, cancellation));
        }

        return new StepEnd.Completed(roots);
    }
}
