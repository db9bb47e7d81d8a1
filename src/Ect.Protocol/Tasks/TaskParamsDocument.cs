using Ect.Protocol.Machines;

namespace Ect.Protocol.Tasks;

/// <summary>The JSON form of params. Its members are settable because source-generated reading skips the defaults of init-only ones.</summary>
internal sealed class TaskParamsDocument
{
    public List<string> Args { get; set; } = [];

    public Dictionary<string, string> Inputs { get; set; } = [];

    public Dictionary<string, string> Env { get; set; } = [];

    public string? LogKey { get; set; }

    public MachineNeedsDocument? Needs { get; set; }

    public RepetitionDocument? Repeats { get; set; }
}
