using Ect.Ethereum;
using Ect.Protocol.Machines;

namespace Ect.Protocol.Tasks;

/// <summary>
/// What a request tells the application, the same for every task of the bag (the index comes in the environment, and in the paths of inputs).
/// Travels as the request order's params, canonical JSON of at most 8192 bytes.
/// </summary>
public sealed record TaskParams
{
    /// <summary>No arguments, inputs or environment.</summary>
    public static TaskParams Empty { get; } = new();

    /// <summary>Command-line arguments after the program's name: at most 64.</summary>
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>
    /// Files and folders that the task finds as /in/NAME, by content id or by a path below one, which may be the task's own:
    /// <c>CID/{index}</c>, see <see cref="InputAddress"/>. At most 64.
    /// </summary>
    public IReadOnlyDictionary<string, string> Inputs { get; init; } = new Dictionary<string, string>();

    /// <summary>Environment variables: at most 64. Names starting with ECT_ are the worker's own.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Whose wallet reads the standard streams while a task runs: workers encrypt them to this key. Null for nobody: then
    /// they leave no worker before the result.
    /// </summary>
    public PublicKey? LogKey { get; init; }

    /// <summary>What the application needs of the machines that compute it, as its manifest says.</summary>
    public MachineNeeds Needs { get; init; } = MachineNeeds.None;

    /// <summary>The tasks of an earlier deal that these repeat; null if they are their own.</summary>
    public Repetition? Repeats { get; init; }

    /// <summary>Reads the params of an order. Empty text is <see cref="Empty"/>.</summary>
    /// <exception cref="FormatException">Not valid params; the message names the member, the value and the rule.</exception>
    public static TaskParams Parse(string text) => TaskParamsJson.Parse(text);

    /// <summary>The canonical text: compact, names in ordinal order, empty members left out.</summary>
    /// <exception cref="FormatException">The params break a limit.</exception>
    public string ToCanonicalJson() => TaskParamsJson.Write(this);

    /// <summary>Checks names, counts and sizes.</summary>
    /// <exception cref="FormatException">The params break a limit; the message names it.</exception>
    public void Validate() => TaskParamsRules.Validate(this);
}
