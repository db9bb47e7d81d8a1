using Ect.Sdk.Workflows;
using FsCheck.Xunit;

namespace Ect.Sdk.Tests.Workflows;

public sealed class WorkflowRunnerTests
{
    private static readonly JournalHead Head = new(JournalHead.Version, "0x01", 1, "0x02", "0x03");

    [Property(MaxTest = 200)]
    public async Task A_caller_that_dies_at_any_moments_buys_each_step_once(int seed, byte[] deaths)
    {
        using var folder = new TemporaryFolder();
        var (workflow, hub) = (Flows.Random(seed), new FakeHub(seed) { Expires = seed % 3 == 0 });
        foreach (var death in (deaths ?? []).Take(20))
        {
            hub.DieAfter(death % 40);
            try
            {
                await RunAsync(folder["journal"], workflow, hub);
            }
            catch (FakeHub.CallerDiedException)
            {
                await TearAsync(folder["journal"], death);
            }
        }

        hub.DieAfter(int.MaxValue);
        var states = await RunAsync(folder["journal"], workflow, hub);

        states.Values.Should().OnlyContain(state => state.Status == StepStatus.Done);
        workflow.Steps.Should().AllSatisfy(step => hub.Bought(step.Name).Should().Be(step.Tasks));
    }

    [Property(MaxTest = 100)]
    public async Task What_reads_a_failed_step_is_never_bought_and_the_rest_is(int seed)
    {
        using var folder = new TemporaryFolder();
        var (workflow, hub) = (Flows.Random(seed), new FakeHub(seed));
        var failing = workflow.InOrder()[0].Name;
        hub.Failing.Add(failing);

        var states = await RunAsync(folder["journal"], workflow, hub);

        var lost = new HashSet<string> { failing };
        foreach (var step in workflow.InOrder())
        {
            if (step.Dependencies.Any(lost.Contains))
            {
                lost.Add(step.Name);
            }

            states[step.Name].Status.Should().Be(step.Name == failing ? StepStatus.Failed : lost.Contains(step.Name) ? StepStatus.Skipped : StepStatus.Done);
            hub.Bought(step.Name).Should().Be(states[step.Name].Status == StepStatus.Skipped ? 0 : step.Tasks);
        }
    }

    [Fact]
    public async Task A_result_without_the_part_that_is_read_is_named_and_nothing_more_is_bought()
    {
        using var folder = new TemporaryFolder();
        var hub = new FakeHub(0);
        var workflow = new Workflow([Flows.Step("map", 2), Flows.Step("reduce", 5, new StepInput.Results("map", "part-{index}"))]);

        var states = await RunAsync(folder["journal"], workflow, hub);

        states["reduce"].Should().BeEquivalentTo(new { Status = StepStatus.Skipped });
        states["reduce"].Why.Should().StartWith("The result of task 0 of step 'map' has no 'part-4'");
        hub.Bought("reduce").Should().Be(0);
    }

    [Fact]
    public async Task What_has_ended_is_not_asked_for_again_and_news_come_in_order()
    {
        using var folder = new TemporaryFolder();
        var (hub, told) = (new FakeHub(0), new News());
        var workflow = new Workflow([Flows.Step("a", 2)]);
        await RunAsync(folder["journal"], workflow, hub, told);
        told.All.Select(news => (news.State.Status, news.Ended)).Should().Equal((StepStatus.Requested, 0), (StepStatus.Bought, 0), (StepStatus.Bought, 1), (StepStatus.Bought, 2), (StepStatus.Done, 2));

        hub.DieAfter(0);
        (await RunAsync(folder["journal"], workflow, hub))["a"].Results.Should().HaveCount(2);
    }

    private static async Task<IReadOnlyDictionary<string, StepState>> RunAsync(string path, Workflow workflow, FakeHub hub, IProgress<WorkflowNews>? news = null)
    {
        using var journal = WorkflowJournal.Open(path, workflow, Head);
        using var runner = new WorkflowRunner(workflow, journal, hub, news);
        return await runner.RunAsync(CancellationToken.None);
    }

    // What a line looks like that was being written when the power went.
    private static Task TearAsync(string path, byte death) => File.AppendAllTextAsync(path, """{"Step":"step0","From":"Waiting","To":"Bou"""[..(death % 40)], CancellationToken.None);

    private sealed class News : IProgress<WorkflowNews>
    {
        public List<WorkflowNews> All { get; } = [];

        public void Report(WorkflowNews value)
        {
            lock (All)
            {
                All.Add(value);
            }
        }
    }
}
