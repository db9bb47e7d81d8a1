using Ect.Contracts;
using Ect.Protocol.Machines;

namespace Ect.Worker.Assignments;

/// <summary>A deal that still takes contributions, and what became of its tasks here.</summary>
internal sealed class UnaskedDeal(MatchedDeal matched)
{
    public MatchedDeal Matched => matched;

    public Deal Terms => matched.Deal;

    /// <summary>What its tasks need of a machine.</summary>
    public MachineNeeds Needs { get; } = MachineNeeds.OfParams(matched.Params);

    /// <summary>Indices of tasks that nobody needs to start any more.</summary>
    public HashSet<uint> Over { get; } = [];

    /// <summary>Indices of tasks, and the duration after the start in which they were tried: in the next one it may be worth another try.</summary>
    public Dictionary<uint, ulong> Tried { get; } = [];

    /// <summary>Why its tasks are left alone, as the log has it.</summary>
    public string? Told { get; set; }

    public bool IsOver => Over.Count == matched.Deal.Size;
}
