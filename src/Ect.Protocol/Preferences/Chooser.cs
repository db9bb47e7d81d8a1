namespace Ect.Protocol.Preferences;

/// <summary>Ranks candidates by what a buyer cares for.</summary>
public static class Chooser
{
    /// <summary>The candidates from the best to the worst, and why.</summary>
    /// <param name="preference">What the buyer cares for.</param>
    /// <param name="candidates">Equals stay in the order in which they come.</param>
    /// <param name="untold">What counts for what a candidate does not tell and others do.</param>
    /// <remarks>An aspect that nobody tells is left out. O(n log n).</remarks>
    public static Choice Choose(Preference preference, IReadOnlyList<Candidate> candidates, Untold untold = Untold.Worst)
    {
        var wanted = AspectScale.All.Where(aspect => preference[aspect] > 0).ToList();
        var told = wanted.Where(aspect => candidates.Any(candidate => candidate[aspect] is not null)).ToList();
        IReadOnlyList<Aspect> silent = [.. wanted.Except(told)];
        if (told.Count == 0)
        {
            return new(preference, candidates, [], [], new([.. candidates.Select(_ => 0.0)], [.. candidates.Select(_ => 0.0)], []), silent);
        }

        var columns = told.ConvertAll(aspect => Column(aspect, candidates, untold));
        var promethee = new Promethee([.. told.Zip(columns, (aspect, column) => aspect.Criterion(column, preference[aspect]))]);
        var table = new ScoreTable(told.Count, candidates.Count);
        for (var row = 0; row < candidates.Count; row++)
        {
            table.Add([.. columns.Select(column => column[row])]);
        }

        return new(preference, candidates, told, promethee.Shares, promethee.Flows(table), silent);
    }

    private static double[] Column(Aspect aspect, IReadOnlyList<Candidate> candidates, Untold untold)
    {
        double[] told = [.. candidates.Select(candidate => candidate[aspect]).OfType<double>()];
        var instead = untold == Untold.Middle ? AspectScale.Median(told) : aspect.Better() == Better.Less ? told.Max() : told.Min();
        return [.. candidates.Select(candidate => candidate[aspect] ?? instead)];
    }
}
