using System.Numerics;

namespace Ect.Sdk.Workflows;

/// <summary>A bag of tasks that is bought when all results that it reads are there.</summary>
public sealed record WorkflowStep
{
    /// <summary>1 to 64 letters, digits, '.', '_' or '-'.</summary>
    public required string Name { get; init; }

    /// <summary>The application's id (0x and 64 hexadecimal digits); in a file, any name that the user has for it.</summary>
    public required string App { get; init; }

    /// <summary>The dataset's id; null for none.</summary>
    public string? Dataset { get; init; }

    /// <summary>The pool's id; null for the cheapest that fits.</summary>
    public string? Pool { get; init; }

    /// <summary>Tasks in the bag; 1 to <see cref="Workflow.MaxTasks"/>. Null where the folder of an <see cref="StepInput.UploadEach"/> says how many.</summary>
    public uint? Tasks { get; init; }

    /// <summary>Votes that must agree on each result; at least 1.</summary>
    public ushort Trust { get; init; } = 1;

    /// <summary>The category; null for that of the cheapest pool that fits.</summary>
    public ushort? Category { get; init; }

    /// <summary>The most to pay for one task in all, in units of 10^-18 ECT; null for whatever the cheapest offers cost.</summary>
    public BigInteger? MaxPrice { get; init; }

    /// <summary>Arguments of the application.</summary>
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>Environment variables.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    /// <summary>What the tasks find as /in/NAME.</summary>
    public IReadOnlyDictionary<string, StepInput> Inputs { get; init; } = new Dictionary<string, StepInput>();

    /// <summary>The names of the steps whose results it reads, each once.</summary>
    public IEnumerable<string> Dependencies => Inputs.Values.OfType<StepInput.Results>().Select(input => input.From).Distinct(StringComparer.Ordinal);
}
