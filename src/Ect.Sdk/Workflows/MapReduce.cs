using System.Globalization;
using System.Numerics;

namespace Ect.Sdk.Workflows;

/// <summary>
/// Map, shuffle, reduce as a workflow of two steps. Mapper <c>m</c> reads <c>/in/split</c> and writes <c>/out/part-0</c> to <c>part-(R-1)</c>; reducer <c>r</c> reads
/// part <c>r</c> of all mappers as <c>/in/parts/0</c> to <c>/in/parts/(M-1)</c> and writes <c>/out/result.txt</c>. Both know the counts from
/// <c>MAPPERS</c> and <c>REDUCERS</c>.
/// </summary>
public sealed record MapReduce
{
    /// <summary>Name of the first step.</summary>
    public const string MapStep = "map";

    /// <summary>Name of the second step.</summary>
    public const string ReduceStep = "reduce";

    /// <summary>The file that a reducer leaves.</summary>
    public const string ResultFile = "result.txt";

    /// <summary>The mapping application's id.</summary>
    public required string Map { get; init; }

    /// <summary>The reducing application's id.</summary>
    public required string Reduce { get; init; }

    /// <summary>Where each mapper finds its split: an address with <c>{index}</c>.</summary>
    public required string Splits { get; init; }

    /// <summary>Map tasks, one for each split; at least 1.</summary>
    public required uint Mappers { get; init; }

    /// <summary>Reduce tasks; at least 1. Together with the mappers at most <see cref="Workflow.MaxJoined"/> parts.</summary>
    public required uint Reducers { get; init; }

    /// <summary>Arguments of the mapping application.</summary>
    public IReadOnlyList<string> MapArgs { get; init; } = [];

    /// <summary>Arguments of the reducing application.</summary>
    public IReadOnlyList<string> ReduceArgs { get; init; } = [];

    /// <summary>Votes that must agree on each result; at least 1.</summary>
    public ushort Trust { get; init; } = 1;

    /// <summary>The pool's id; null for the cheapest that fits.</summary>
    public string? Pool { get; init; }

    /// <summary>The category; null for that of the cheapest pool that fits.</summary>
    public ushort? Category { get; init; }

    /// <summary>The most to pay for one task in all, in units of 10^-18 ECT; null for whatever the cheapest offers cost.</summary>
    public BigInteger? MaxPrice { get; init; }

    /// <summary>The workflow.</summary>
    /// <exception cref="Errors.EctException">A count or size breaks a rule.</exception>
    public Workflow ToWorkflow()
    {
        var workflow = new Workflow(
        [
            Step(MapStep, Map, Mappers, MapArgs, "split", new StepInput.Content(Splits)),
            Step(ReduceStep, Reduce, Reducers, ReduceArgs, "parts", new StepInput.Results(MapStep, $"part-{StepInput.Index}")),
        ]);
        workflow.Validate();
        return workflow;
    }

    private WorkflowStep Step(string name, string app, uint tasks, IReadOnlyList<string> args, string input, StepInput from) => new()
    {
        Name = name,
        App = app,
        Pool = Pool,
        Tasks = tasks,
        Trust = Trust,
        Category = Category,
        MaxPrice = MaxPrice,
        Args = args,
        Env = new Dictionary<string, string> { ["MAPPERS"] = Text(Mappers), ["REDUCERS"] = Text(Reducers) },
        Inputs = new Dictionary<string, StepInput> { [input] = from },
    };

    private static string Text(uint number) => number.ToString(CultureInfo.InvariantCulture);
}
