using Ect.ClassAds.Syntax;
using Ect.ClassAds.Text;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Matching;

/// <summary>Why a job matches few machines: its Requirements clause by clause.</summary>
/// <param name="Machines">How many machines there are.</param>
/// <param name="Matches">How many match.</param>
/// <param name="RefuseTheJob">How many machines the job accepts that do not accept it.</param>
/// <param name="Clauses">The clauses, in their order.</param>
/// <param name="Refusals">Of those machines that do not accept the job, whether it accepts them or not, the clauses that refuse; those that refuse most first.</param>
/// <param name="Unadvertised">Attributes of machines that the job asks for and that no machine has.</param>
/// <param name="Mismatches">Comparisons of a string with a number, as "comparison: so many machines".</param>
public sealed record RequirementsAnalysis(
    int Machines,
    int Matches,
    int RefuseTheJob,
    IReadOnlyList<ClauseVerdicts> Clauses,
    IReadOnlyList<ClauseVerdicts> Refusals,
    IReadOnlyList<string> Unadvertised,
    IReadOnlyList<string> Mismatches)
{
    private const int DeepestLook = 64;

    /// <summary>The clause without which most machines would be added; null if leaving out a single one helps nothing.</summary>
    public ClauseVerdicts? BestToRelax => Clauses.Where(clause => clause.AdmitsIfDropped > 0).MaxBy(clause => clause.AdmitsIfDropped);

    /// <summary>In a few words for people: the clauses that refuse most, the one to relax, and what is wrong with the question.</summary>
    /// <param name="most">Clauses at most.</param>
    public string Summary(int most = 3)
    {
        var refusing = Clauses.Where(clause => clause.Rejects > 0).OrderByDescending(clause => clause.Rejects).Take(most).Select(clause => clause.ToString());
        var parts = refusing
            .Concat(RefuseTheJob > 0 ? [$"{RefuseTheJob} of the machines refuse the task: {string.Join(", ", Refusals.Take(most))}"] : [])
            .Concat(BestToRelax is { } relax ? [$"without {relax.Clause} {relax.AdmitsIfDropped} more would do"] : [])
            .Concat(Unadvertised.Count > 0 ? [$"no machine says {string.Join(", ", Unadvertised)}"] : [])
            .Concat(Mismatches.Count > 0 ? [$"a text is compared with a number in {string.Join(", ", Mismatches)}"] : []);
        return Matches == Machines ? $"all {Machines} machines match" : $"{Matches} of {Machines} machines match; {string.Join("; ", parts)}";
    }

    /// <summary>Analyses a job against all machines of a table.</summary>
    public static RequirementsAnalysis Of(ClassAd job, MachineTable table)
    {
        var scopes = new MatchScopes(table.Options) { Job = job.Node };
        var clauses = Compiling.Clauses.OfRequirements(job.Node);
        var tallies = clauses.ConvertAll(clause => new ClauseTally(clause));
        var comparisons = clauses.SelectMany(clause => Comparisons(clause, 0)).Select(node => (node, count: new int[1])).ToList();
        var wanted = AskedNames.Raw(job.Node, clauses).OfOther;
        var refusals = new MachineRefusals();
        var (machines, matches, refuse) = (0, 0, 0);
        foreach (var ad in table.Shapes.SelectMany(entry => Enumerable.Range(0, entry.Shape.Count).Select(entry.Shape.Ad)))
        {
            machines++;
            scopes.Machine = ad;
            wanted.RemoveWhere(name => ad.Find(name) is not null);
            var machineAccepts = scopes.MachineAccepts();
            var rejecting = tallies.FindAll(tally => !tally.Count(scopes.InJob(tally.Clause)));
            if (rejecting is [var only] && machineAccepts)
            {
                only.Admits++;
            }

            tallies.ForEach(tally => tally.Note(scopes.InJob));
            if (!machineAccepts)
            {
                refusals.Count(ad, scopes, rejecting.Count == 0);
            }

            matches += rejecting.Count == 0 && machineAccepts ? 1 : 0;
            refuse += rejecting.Count == 0 && !machineAccepts ? 1 : 0;
            foreach (var (node, count) in comparisons)
            {
                count[0] += IsMismatch(scopes.InJob(node.Left), scopes.InJob(node.Right)) ? 1 : 0;
            }
        }

        return new(
            machines,
            matches,
            refuse,
            tallies.ConvertAll(tally => tally.Verdicts()),
            refusals.Verdicts(),
            [.. wanted.Select(ByteText.Decode).Order(StringComparer.OrdinalIgnoreCase)],
            [.. comparisons.Where(pair => pair.count[0] > 0).Select(pair => $"{pair.node.Readable()}: {pair.count[0]}")]);
    }

    private static bool IsMismatch(Value left, Value right) => (left.IsString && right.IsNumber) || (left.IsNumber && right.IsString);

    private static IEnumerable<BinaryNode> Comparisons(Node node, int depth)
    {
        var below = depth > DeepestLook ? [] : Parts.Of(node).SelectMany(part => Comparisons(part, depth + 1));
        return node is BinaryNode { Operator: >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual and not (BinaryOperator.Is or BinaryOperator.Isnt) } comparison ? below.Prepend(comparison) : below;
    }
}
