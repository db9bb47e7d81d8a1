using Ect.Protocol.Draws;
using Ect.Scheduler.Deals;
using Ect.Scheduler.Epochs;

namespace Ect.Scheduler.Assignments;

/// <summary>A deal's tasks that need workers, by words of 256 as draws are computed.</summary>
internal sealed class DealDemands(DealRecord deal)
{
    private readonly SortedList<uint, WordDemands> _words = [];

    public DealRecord Deal => deal;

    /// <summary>Who may contribute to the deal now; null if everybody may whom the scheduler picks.</summary>
    public DealAdmission? Admission { get; set; }

    public bool IsEmpty => _words.Count == 0;

    /// <summary>Every demand, in the tasks' order.</summary>
    public IEnumerable<Demand> All => _words.Values.SelectMany(word => word.All);

    public void Put(Demand demand)
    {
        var number = demand.Position >> 8;
        if (!_words.TryGetValue(number, out var word))
        {
            _words.Add(number, word = new());
        }

        word.Put(demand);
    }

    public void Remove(uint position)
    {
        if (_words.TryGetValue(position >> 8, out var word))
        {
            word.Remove((int)(position & 255));
            if (word.IsEmpty)
            {
                _words.Remove(position >> 8);
            }
        }
    }

    private Demand? Find(uint position) => _words.TryGetValue(position >> 8, out var word) ? word.At((int)(position & 255)) : null;

    /// <summary>The first demand that the worker can take and has had no part in; null if there is none in the words looked at.</summary>
    /// <param name="candidate">The worker.</param>
    /// <param name="mostWords">Words to look at; of a larger deal some, by lot.</param>
    /// <param name="random">The lot.</param>
    public Demand? FirstFor(Candidate candidate, int mostWords, Random random)
    {
        if (Admission is not null && (Admission.Draw is null || !Admission.IsSeated(candidate.Worker)))
        {
            return null;
        }

        if (Admission?.Draw!.PositionsOf(candidate.Worker) is { } drawnFor)
        {
            return drawnFor.Select(Find).FirstOrDefault(demand => demand is { Left: > 0 } && demand.IsAffordableFor(candidate, Admission) && demand.IsStranger(candidate.Worker));
        }

        var first = _words.Count <= mostWords ? 0 : random.Next(_words.Count);
        for (var turn = 0; turn < Math.Min(mostWords, _words.Count); turn++)
        {
            var at = (first + turn) % _words.Count;
            var drawn = Admission?.Draw!.Of(candidate.Worker, _words.GetKeyAtIndex(at)) ?? Lanes.All;
            if (_words.GetValueAtIndex(at).FirstFor(candidate, Admission, drawn) is { } demand)
            {
                return demand;
            }
        }

        return null;
    }
}
