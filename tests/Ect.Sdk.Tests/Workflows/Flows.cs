using Ect.Sdk.Workflows;

namespace Ect.Sdk.Tests.Workflows;

/// <summary>Workflows to test with.</summary>
internal static class Flows
{
    public const string Cid = "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi";

    public static WorkflowStep Step(string name, uint tasks, params StepInput[] inputs) => new()
    {
        Name = name,
        App = "app",
        Tasks = tasks,
        Inputs = inputs.Select((input, i) => (Name: $"in{i}", input)).ToDictionary(entry => entry.Name, entry => entry.input),
    };

    /// <summary>A graph without cycles: each step reads some of those before it, in any of the ways there are; the steps are then shuffled.</summary>
    public static Workflow Random(int seed, int most = 8)
    {
        var random = new Random(seed);
        var steps = new List<WorkflowStep>();
        for (var i = random.Next(1, most + 1); i > 0; i--)
        {
            var tasks = (uint)random.Next(1, 4);
            var inputs = steps.Where(_ => random.Next(3) == 0).Select(earlier => (StepInput)(random.Next(4) switch
            {
                0 => new StepInput.Results(earlier.Name),
                1 => new StepInput.Results(earlier.Name, "part-{index}"),
                2 => new StepInput.Results(earlier.Name, "part-0"),
                _ => new StepInput.Results(earlier.Name, "part-0", IsOwn: earlier.Tasks == tasks),
            }));
            steps.Add(Step($"step{steps.Count}", tasks, [.. inputs]));
        }

        var shuffled = steps.ToArray();
        random.Shuffle(shuffled);
        return new Workflow(shuffled);
    }
}
