using System.Text.Json;
using Ect.Content;
using Ect.Ethereum;
using Ect.Sdk.Errors;
using Ect.Sdk.Journals;

namespace Ect.Sdk.Workflows;

/// <summary>
/// What was done for a workflow, one line for each change of a step's status, on the disk before anything follows from it. A restart
/// reads it and goes on. A line that a crash cut short was followed by nothing and is taken away.
/// </summary>
public sealed class WorkflowJournal : IDisposable
{
    private const long MaxBytes = 64L << 20;

    private readonly Lock gate = new();
    private readonly JournalFile file;
    private readonly Dictionary<string, StepState> states;

    private WorkflowJournal(JournalFile file, Dictionary<string, StepState> states) => (this.file, this.states) = (file, states);

    /// <summary>Where the file is.</summary>
    public string Path => file.Path;

    /// <summary>Where each step stands now.</summary>
    public IReadOnlyDictionary<string, StepState> States
    {
        get
        {
            lock (gate)
            {
                return states.ToDictionary(StringComparer.Ordinal);
            }
        }
    }

    /// <summary>Opens the journal of a workflow, or begins it. Two runs cannot hold it at the same time.</summary>
    /// <param name="path">The file.</param>
    /// <param name="workflow">The workflow, without uploads: their content ids stand in their place.</param>
    /// <param name="client">Who buys, and where.</param>
    /// <exception cref="EctException">It is the journal of something else (<see cref="ErrorCode.InvalidFile"/>), or in use (<see cref="ErrorCode.StorageFailed"/>).</exception>
    public static WorkflowJournal Open(string path, Workflow workflow, EctClient client) =>
        Open(path, workflow, JournalHead.Of(workflow, client.Network.ChainId, client.Network.Deployment.Hub, client.Address ?? throw new InvalidOperationException("This client was made without a key: it cannot buy.")));

    internal static WorkflowJournal Open(string path, Workflow workflow, JournalHead head)
    {
        var file = JournalFile.Open(
            path,
            "journal",
            JsonSerializer.Serialize(head, WorkflowJsonContext.Default.JournalHead),
            MaxBytes,
            "If another run of this workflow holds it, wait for that one.",
            what => FaultOf(path, what));
        try
        {
            var journal = new WorkflowJournal(file, workflow.Steps.ToDictionary(step => step.Name, _ => StepState.Initial, StringComparer.Ordinal));
            journal.Replay(head);
            return journal;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes a step's new status down.</summary>
    /// <exception cref="InvalidOperationException">The step may not go there from where it stands: a bug.</exception>
    internal void Move(string step, StepState to)
    {
        lock (gate)
        {
            var from = states[step].Status;
            if (!StepLifecycle.Allows(from, to.Status))
            {
                throw new InvalidOperationException($"Step '{step}' cannot go from {from} to {to.Status}.");
            }

            file.Append(JsonSerializer.Serialize(
                new JournalLine(step, $"{from}", $"{to.Status}", to.Request, to.Deals.Count == 0 ? null : [.. to.Deals.Select(deal => deal.ToString())], to.Results.Count == 0 ? null : [.. to.Results.Select(root => root.ToString())], to.Why),
                WorkflowJsonContext.Default.JournalLine));
            states[step] = to;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private void Replay(JournalHead head)
    {
        try
        {
            CheckHead(JsonSerializer.Deserialize(file.Head, WorkflowJsonContext.Default.JournalHead), head);
            for (var i = 0; i < file.Lines.Count; i++)
            {
                Replay(i + 2, JsonSerializer.Deserialize(file.Lines[i], WorkflowJsonContext.Default.JournalLine) ?? throw Fault($"has null in line {i + 2}."));
            }
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw Fault($"cannot be read: {e.Message}", e);
        }
    }

    private void CheckHead(JournalHead? found, JournalHead head)
    {
        if (found != head)
        {
            throw Fault(
                found?.Ect != head.Ect ? $"is no journal of the form {head.Ect}."
                : found.Flow != head.Flow ? "is of another workflow, or of this one with other inputs."
                : $"is of hub {found.Hub} on chain {found.ChainId} and buyer {found.Buyer}; here hub {head.Hub} on chain {head.ChainId} and buyer {head.Buyer} are meant.");
        }
    }

    private void Replay(int number, JournalLine line)
    {
        if (!states.TryGetValue(line.Step, out var state) || !Enum.TryParse<StepStatus>(line.To, out var to) || $"{state.Status}" != line.From || !StepLifecycle.Allows(state.Status, to))
        {
            throw Fault($"has a line {number} that does not follow from those before: step '{line.Step}' from {line.From} to {line.To}.");
        }

        states[line.Step] = new StepState(to)
        {
            Request = line.Request,
            Deals = [.. (line.Deals ?? []).Select(Bytes32.Parse)],
            Results = [.. (line.Results ?? []).Select(root => Cid.Parse(root))],
            Why = line.Why,
        };
    }

    private EctException Fault(string what, Exception? inner = null) => FaultOf(file.Path, what, inner);

    private static EctException FaultOf(string path, string what, Exception? inner = null) =>
        new(ErrorCode.InvalidFile, $"The journal '{path}' {what}", "Name another file with --journal to buy anew, or remove this one.", inner);
}
