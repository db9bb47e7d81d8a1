using System.Globalization;
using Ect.Protocol.Draws;
using Ect.Protocol.Machines;
using Ect.Protocol.Pools;
using Ect.Protocol.Preferences;
using Ect.Scheduler.Deals;
using Ect.Scheduler.Epochs;

namespace Ect.Scheduler.Assignments;

/// <summary>A deal's tasks that need workers, by words of 256 as draws are computed.</summary>
internal sealed class DealDemands
{
    // Many more would be compared for little: a sample's best is as good as nearly all (Mitzenmacher, The Power of Two Choices, 1996).
    private const int MostCompared = 1_000;

    private readonly SortedList<uint, WordDemands> _words = [];
    private readonly bool _needsNothing;
    private Dictionary<Candidate, string>? _preferred;

    public DealDemands(DealRecord deal, PoolRules rules, FitBudget budget)
    {
        Deal = deal;
        Needs = MachineNeeds.OfParams(deal.Params);
        Fits = new(deal.Terms, Needs, budget);
        Preference = Needs.PreferenceOrNone;
        Verdict = rules.AskNothing ? PoolVerdict.Indifferent : rules.Of(Fits.Job);
        _needsNothing = Needs with { Requirements = "", Rank = "", Prefer = "", Ad = "" } == MachineNeeds.None;
    }

    public DealRecord Deal { get; }

    /// <summary>What its tasks need of a machine.</summary>
    public MachineNeeds Needs { get; }

    /// <summary>How its tasks and machines fit.</summary>
    public JobFits Fits { get; }

    /// <summary>What its requester cares for where several machines will do; null if nothing was said.</summary>
    public Preference? Preference { get; }

    /// <summary>What the pool says of it.</summary>
    public PoolVerdict Verdict { get; }

    /// <summary>Whether the pool gives out none of its tasks. A deal that was begun is led to its end, whatever the rules say by now.</summary>
    public bool IsRefused(DealTurns turns) => !Verdict.Accepts && turns.Of(Deal) == 0;

    /// <summary>Of which class the machines of a task must be; null if it does not matter.</summary>
    public HostRule? Hosts { get; private set; }

    /// <summary>Who may contribute to the deal now; null if everybody may whom the scheduler picks.</summary>
    public DealAdmission? Admission { get; set; }

    public bool IsEmpty => _words.Count == 0;

    /// <summary>Every demand, in the tasks' order.</summary>
    public IEnumerable<Demand> All => _words.Values.SelectMany(word => word.All);

    /// <summary>Whether the worker's machine has what the tasks need.</summary>
    public bool HasNeeded(Candidate candidate) => _needsNothing || candidate.Session.Machine.Lacks(Needs) is null;

    /// <summary>Whether the worker's machine has what the tasks need, and both accept each other.</summary>
    public bool Suits(Candidate candidate) => HasNeeded(candidate) && Fits.Of(candidate.Session.Ad).IsMatch;

    /// <summary>Whether the tasks leave a worker that would do to others, because better ones are idle.</summary>
    public bool PrefersOthers(Candidate candidate) => _preferred?.ContainsKey(candidate) == false;

    /// <summary>What speaks for a worker that got one of the tasks; null if none is liked better than another.</summary>
    public string? ChoiceOf(Candidate candidate) => _preferred?.GetValueOrDefault(candidate);

    /// <summary>Takes note of who is there.</summary>
    /// <param name="candidates">All who are connected.</param>
    /// <param name="aspects">What is known of machines.</param>
    /// <param name="mostWords">Words to look at for a worker that is idle.</param>
    /// <param name="random">The lot.</param>
    public void Meet(IReadOnlyList<Candidate> candidates, MachineAspects aspects, int mostWords, Random random)
    {
        if (Needs.Hosts != HostSameness.Any)
        {
            Hosts = new(Needs, candidates.Where(candidate => Suits(candidate) && Admission?.IsSeated(candidate.Worker) != false));
        }

        if (Fits.HasRank || Preference is not null)
        {
            Prefer(candidates, aspects, mostWords, random);
        }
    }

    // As many as the tasks need workers, of the idle ones that may have one: the others are left to other deals.
    private void Prefer(IReadOnlyList<Candidate> candidates, MachineAspects aspects, int mostWords, Random random)
    {
        _preferred = null;
        Candidate[] able = [.. candidates.Where(candidate => candidate.Credit > 0 && FirstFor(candidate, mostWords, random) is not null)];
        random.Shuffle(able);
        able = able[..Math.Min(able.Length, MostCompared)];
        var wanted = Math.Min(able.Length, All.Sum(demand => demand.Left));
        _preferred = Preference is null ? ByRank(able, wanted) : ByPreference(Preference, able, aspects, wanted);
    }

    private Dictionary<Candidate, string> ByRank(Candidate[] able, int wanted) => able
        .Select(candidate => (Candidate: candidate, Fits.Of(candidate.Session.Ad).JobRank))
        .OrderByDescending(entry => entry.JobRank)
        .Take(wanted)
        .ToDictionary(entry => entry.Candidate, entry => string.Create(CultureInfo.InvariantCulture, $"its rank {entry.JobRank:0.######} is among the best {wanted} of {able.Length} idle workers that may have one"));

    private Dictionary<Candidate, string> ByPreference(Preference preference, Candidate[] able, MachineAspects aspects, int wanted)
    {
        var byName = able.ToDictionary(candidate => candidate.Worker.ToString());
        var choice = Chooser.Choose(preference, [.. able.Select(candidate => aspects.Of(Deal.Terms, candidate))]);
        return Enumerable.Range(0, wanted).ToDictionary(rank => byName[choice.Ranking[rank].Name], rank => $"of {able.Length} idle workers for '{preference}' {choice.Explain(rank)}");
    }

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
        if ((Admission is not null && (Admission.Draw is null || !Admission.IsSeated(candidate.Worker))) || !Suits(candidate) || PrefersOthers(candidate))
        {
            return null;
        }

        if (Admission?.Draw!.PositionsOf(candidate.Worker) is { } drawnFor)
        {
            return drawnFor.Select(Find).FirstOrDefault(demand => demand is { Left: > 0 } && demand.IsFor(candidate, Admission, Hosts));
        }

        var first = _words.Count <= mostWords ? 0 : random.Next(_words.Count);
        for (var turn = 0; turn < Math.Min(mostWords, _words.Count); turn++)
        {
            var at = (first + turn) % _words.Count;
            var drawn = Admission?.Draw!.Of(candidate.Worker, _words.GetKeyAtIndex(at)) ?? Lanes.All;
            if (_words.GetValueAtIndex(at).FirstFor(candidate, Admission, Hosts, drawn) is { } demand)
            {
                return demand;
            }
        }

        return null;
    }
}
