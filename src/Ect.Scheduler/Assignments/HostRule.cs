using Ect.Protocol.Machines;

namespace Ect.Scheduler.Assignments;

/// <summary>
/// Of which class the machines of a task must be, for deals that want machines of one class. The first worker of a task decides
/// for the others, so it is taken from the largest class alone: a few who invent a class of their own would otherwise be among
/// themselves as soon as one of them is first.
/// </summary>
/// <param name="needs">What the deal's tasks need; machines of one class among it.</param>
/// <param name="eligible">Connected workers that may work on the deal, busy ones too.</param>
internal sealed class HostRule(MachineNeeds needs, IEnumerable<Candidate> eligible)
{
    private readonly string? _largest = eligible
        .CountBy(candidate => candidate.Session.Machine.HostClass(needs))
        .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
        .FirstOrDefault().Key;

    /// <summary>Class of a worker's machine.</summary>
    public string ClassOf(Candidate candidate) => candidate.Session.Machine.HostClass(needs);

    /// <summary>The class that the task's machines must have; null if nobody is there.</summary>
    public string? ClassFor(Demand demand) => demand.Host ?? _largest;

    public bool Allows(Demand demand, Candidate candidate) => ClassOf(candidate) == ClassFor(demand);
}
