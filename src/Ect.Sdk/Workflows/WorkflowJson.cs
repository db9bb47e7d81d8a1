using System.Text;
using System.Text.Json;
using Ect.Ethereum;
using Ect.Sdk.Errors;

namespace Ect.Sdk.Workflows;

/// <summary>Workflows as JSON, <c>flow/1</c>. Reading is strict: a member that is silently ignored is one that the user believes in.</summary>
public static class WorkflowJson
{
    /// <summary>Largest file, in bytes.</summary>
    public const int MaxBytes = 1 << 20;

    private const string Version = "flow/1";

    /// <summary>Reads a workflow and checks it.</summary>
    /// <exception cref="EctException">It is none, or breaks a rule (<see cref="ErrorCode.InvalidFile"/>).</exception>
    public static Workflow Parse(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) is > MaxBytes and var bytes)
        {
            throw Fault($"The workflow has {bytes} bytes; at most {MaxBytes} are allowed.");
        }

        try
        {
            var document = JsonSerializer.Deserialize(text, WorkflowJsonContext.Default.WorkflowDocument) ?? throw Fault("A workflow is a JSON object, not null.");
            if (document.Ect != Version)
            {
                throw Fault($"The workflow's member \"ect\" is '{document.Ect}'; it must be '{Version}'.");
            }

            var workflow = new Workflow([.. document.Steps.Select(ReadStep)]);
            workflow.Validate();
            return workflow;
        }
        catch (JsonException e)
        {
            throw Fault($"This is no workflow: {e.Message}", e);
        }
    }

    /// <summary>The canonical text: one for each workflow, whatever the order of names in its file.</summary>
    public static string Write(Workflow workflow) =>
        JsonSerializer.Serialize(new WorkflowDocument { Ect = Version, Steps = [.. workflow.Steps.Select(WriteStep)] }, WorkflowJsonContext.Default.WorkflowDocument);

    private static WorkflowStep ReadStep(StepDocument step) => new()
    {
        Name = step.Name,
        App = step.App,
        Dataset = step.Dataset,
        Pool = step.Pool,
        Tasks = step.Tasks,
        Trust = step.Trust ?? 1,
        Category = step.Category,
        MaxPrice = step.MaxPrice is { } price ? ReadPrice(step, price) : null,
        Args = step.Args ?? [],
        Env = step.Env ?? [],
        Inputs = (step.Inputs ?? []).ToDictionary(input => input.Key, input => ReadInput(step, input.Key, input.Value), StringComparer.Ordinal),
    };

    private static System.Numerics.BigInteger ReadPrice(StepDocument step, string price)
    {
        try
        {
            return Units.ParseEther(price);
        }
        catch (FormatException e)
        {
            throw Fault($"Step '{step.Name}' has the maxPrice '{price}': give an amount of ECT, such as \"2.5\".", e);
        }
    }

    private static StepInput ReadInput(StepDocument step, string name, StepInputDocument input) => input switch
    {
        { Content: { } content, Path: null, Each: null, From: null, Entry: null, Own: null } => new StepInput.Content(content),
        { Content: null, Path: { } path, Each: null, From: null, Entry: null, Own: null } => new StepInput.Upload(path),
        { Content: null, Path: null, Each: { } folder, From: null, Entry: null, Own: null } => new StepInput.UploadEach(folder),
        { Content: null, Path: null, Each: null, From: { } from } => new StepInput.Results(from, input.Entry ?? "", input.Own ?? false),
        _ => throw Fault($"Input '{name}' of step '{step.Name}' must have exactly one of \"content\", \"path\", \"each\" and \"from\"; \"entry\" and \"own\" go with \"from\" alone."),
    };

    private static StepDocument WriteStep(WorkflowStep step) => new()
    {
        Name = step.Name,
        App = step.App,
        Dataset = step.Dataset,
        Pool = step.Pool,
        Tasks = step.Tasks,
        Trust = step.Trust,
        Category = step.Category,
        MaxPrice = step.MaxPrice is { } price ? Units.FormatEther(price) : null,
        Args = [.. step.Args],
        Env = Sorted(step.Env),
        Inputs = Sorted(step.Inputs.ToDictionary(input => input.Key, input => WriteInput(input.Value))),
    };

    private static StepInputDocument WriteInput(StepInput input) => input switch
    {
        StepInput.Content content => new() { Content = content.Address },
        StepInput.Upload upload => new() { Path = upload.Path },
        StepInput.UploadEach each => new() { Each = each.Path },
        StepInput.Results results => new() { From = results.From, Entry = results.Entry.Length == 0 ? null : results.Entry, Own = results.IsOwn ? true : null },
        _ => throw new InvalidOperationException($"Unknown input {input}."),
    };

    private static SortedDictionary<string, T> Sorted<T>(IReadOnlyDictionary<string, T> map) => new(map.ToDictionary(), StringComparer.Ordinal);

    private static EctException Fault(string message, Exception? inner = null) => new(ErrorCode.InvalidFile, message, "docs/workflows.md shows the form; check it with `ect flow check`.", inner);
}
