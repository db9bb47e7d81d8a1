using Ect.Ethereum;
using Ect.Protocol.Pools;
using Ect.Scheduler.Epochs;
using Ect.Scheduler.Tasks;

namespace Ect.Scheduler.Assignments;

/// <summary>Every task that needs more workers, kept from look to look. Not for concurrent callers.</summary>
/// <param name="rules">Which deals the pool takes and likes.</param>
internal sealed class DemandBook(PoolRules rules)
{
    /// <summary>Key of the book of tasks that are slow and may have a worker more than they need.</summary>
    public const string Spares = "spares";

    private readonly Dictionary<Bytes32, DealDemands> _deals = [];
    private readonly Dictionary<Bytes32, Demand> _demands = [];

    /// <summary>What may be worked out of ads in a look.</summary>
    public FitBudget Budget { get; init; } = new();

    public int Count => _demands.Count;

    /// <summary>Deals that need workers.</summary>
    public IReadOnlyCollection<DealDemands> Deals => _deals.Values;

    /// <summary>Whether a task is among them.</summary>
    public bool Contains(Bytes32 task) => _demands.ContainsKey(task);

    /// <summary>Notes that a task needs so many workers more.</summary>
    public void Put(OpenTask open, int count)
    {
        Remove(open.Task.Id);
        if (!_deals.TryGetValue(open.Deal.Id, out var deal))
        {
            _deals[open.Deal.Id] = deal = new(open.Deal, rules, Budget);
        }

        var demand = new Demand(open, count);
        _demands[open.Task.Id] = demand;
        deal.Put(demand);
    }

    /// <summary>The task needs nobody now.</summary>
    public void Remove(Bytes32 task)
    {
        if (_demands.Remove(task, out var demand) && _deals.TryGetValue(demand.Open.Deal.Id, out var deal))
        {
            deal.Remove(demand.Position);
            if (deal.IsEmpty)
            {
                _deals.Remove(deal.Deal.Id);
            }
        }
    }

    /// <summary>Who may contribute to each deal from now on; a deal that is missing is for everybody whom the scheduler picks.</summary>
    public void Admit(IReadOnlyDictionary<Bytes32, DealAdmission> admissions)
    {
        foreach (var (id, deal) in _deals)
        {
            deal.Admission = admissions.GetValueOrDefault(id);
        }
    }
}
