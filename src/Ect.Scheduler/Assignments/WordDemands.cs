using Ect.Protocol.Draws;
using Ect.Scheduler.Epochs;

namespace Ect.Scheduler.Assignments;

/// <summary>Demands of up to 256 tasks in a row.</summary>
internal sealed class WordDemands
{
    private readonly Demand?[] _demands = new Demand?[Lanes.Count];
    private Lanes _wanted;

    public bool IsEmpty => _wanted.IsEmpty;

    public IEnumerable<Demand> All => _demands.OfType<Demand>();

    /// <summary>The demand of a lane; null for none.</summary>
    public Demand? At(int lane) => _demands[lane];

    public void Put(Demand demand)
    {
        var lane = (int)(demand.Position & (Lanes.Count - 1));
        _demands[lane] = demand;
        _wanted |= Lanes.Of(lane);
    }

    public void Remove(int lane)
    {
        _demands[lane] = null;
        _wanted &= ~Lanes.Of(lane);
    }

    /// <summary>The first demand of these lanes that needs somebody, that the worker can afford, has had no part in and has the right class of machine for.</summary>
    public Demand? FirstFor(Candidate candidate, DealAdmission? admission, HostRule? hosts, Lanes drawn)
    {
        var both = _wanted & drawn;
        for (var lane = both.NextFrom(0); lane < Lanes.Count; lane = both.NextFrom(lane + 1))
        {
            if (_demands[lane] is { Left: > 0 } demand && demand.IsFor(candidate, admission, hosts))
            {
                return demand;
            }
        }

        return null;
    }
}
