using System.Globalization;
using Ect.Content;
using Ect.Content.Trees;
using Ect.Ethereum;
using Ect.Protocol.Tasks;
using Ect.Sdk.Workflows;

namespace Ect.Sdk.Tests.Workflows;

/// <summary>
/// A network that keeps what it was told when its caller dies, as a real one does: requests have no more tasks than they ask for, deals
/// stay. The caller can be made to die before or after any effect.
/// </summary>
internal sealed class FakeHub(int seed) : IStepDesk
{
    private readonly Random random = new(seed);
    private readonly Dictionary<string, Request> requests = [];
    private readonly HashSet<string> ended = [];
    private int untilDeath = int.MaxValue;

    public MemoryBlockStore Store { get; } = new();

    IBlockStore IStepDesk.Content => Store;

    /// <summary>Steps whose tasks fail.</summary>
    public HashSet<string> Failing { get; } = [];

    /// <summary>Steps of which every second request expires unmatched.</summary>
    public bool Expires { get; set; }

    /// <summary>How many of these moments pass before the caller dies.</summary>
    public void DieAfter(int moments) => untilDeath = moments;

    /// <summary>Tasks bought for a step, with all its requests.</summary>
    public long Bought(string step) => requests.Values.Where(request => request.Step.Name == step).Sum(request => request.Matched);

    public async Task<string> SignAsync(WorkflowStep step, TaskParams parameters, CancellationToken cancellation)
    {
        Moment();
        lock (ended)
        {
            step.Dependencies.Should().BeSubsetOf(ended, "no step is bought before what it reads has ended");
        }

        foreach (var address in parameters.Inputs.Values.Select(InputAddress.Parse))
        {
            for (var index = 0u; index < step.Tasks; index++)
            {
                if (await ContentTree.ResolveAsync(Store, Cid.Parse(address.Root), address.PathOf(index), cancellation) is not PathOutcome.Found)
                {
                    throw new InvalidOperationException($"Task {index} of '{step.Name}' finds nothing at {address}.");
                }
            }
        }

        var text = $"request {requests.Count}";
        requests[text] = new(step) { IsExpired = Expires && requests.Count % 2 == 0 };
        Moment();
        return text;
    }

    public async Task<IReadOnlyList<Bytes32>?> MatchAsync(string request, CancellationToken cancellation)
    {
        await Task.Yield();
        var found = requests[request];
        while (found.Matched < found.Step.Tasks)
        {
            Moment();
            if (found.IsExpired)
            {
                return null;
            }

            var tasks = random.Next(1, (int)(found.Step.Tasks! - found.Matched) + 1);
            found.Matched += tasks;
            found.Deals.Add(Keccak256.Hash($"{request} {found.Deals.Count}"));
            Moment();
        }

        return [.. found.Deals];
    }

    public async Task<StepEnd> FollowAsync(WorkflowStep step, IReadOnlyList<Bytes32> deals, IProgress<int> ended, CancellationToken cancellation)
    {
        Moment();
        await Task.Yield();
        if (Failing.Contains(step.Name))
        {
            return new StepEnd.Broken("a task failed");
        }

        var roots = new List<Cid>();
        for (var index = 0; index < step.Tasks; index++)
        {
            roots.Add(await ResultAsync(Store, step.Name, index, 4));
            ended.Report(index + 1);
        }

        Moment();
        lock (this.ended)
        {
            this.ended.Add(step.Name);
        }

        return new StepEnd.Completed(roots);
    }

    /// <summary>The result of a task: files part-0, part-1 … which say whose they are.</summary>
    public static async Task<Cid> ResultAsync(IBlockStore store, string step, int index, int parts)
    {
        var entries = new Dictionary<string, ContentLink>();
        for (var part = 0; part < parts; part++)
        {
            var file = await ContentTree.ImportBytesAsync(store, System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{step} {index} {part}")), CancellationToken.None);
            entries[$"part-{part}"] = new(file, 10);
        }

        return (await ContentTree.JoinAsync(store, entries, CancellationToken.None)).Cid;
    }

    private void Moment()
    {
        if (Interlocked.Decrement(ref untilDeath) < 0)
        {
            throw new CallerDiedException();
        }
    }

    public sealed class CallerDiedException : Exception;

    private sealed class Request(WorkflowStep step)
    {
        public WorkflowStep Step { get; } = step;

        public bool IsExpired { get; init; }

        public long Matched { get; set; }

        public List<Bytes32> Deals { get; } = [];
    }
}
