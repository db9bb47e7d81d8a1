namespace Ect.ClassAds.Matching;

/// <summary>What one clause of Requirements says of the ads that it is held against: a job's of machines, or machines' of the job.</summary>
/// <param name="Clause">Its source.</param>
/// <param name="Accepts">Of how many it is true.</param>
/// <param name="IsFalse">Of how many it is false.</param>
/// <param name="IsUndefined">Of how many it is undefined: they do not advertise what it asks for.</param>
/// <param name="IsError">Of how many it is error, or no truth value: mostly a string is compared with a number.</param>
/// <param name="AdmitsIfDropped">How many more machines would match if this clause alone were left out.</param>
/// <param name="Best">What they say at best of the one attribute that it compares, for people; null if it is no such comparison, or nobody says anything.</param>
public sealed record ClauseVerdicts(string Clause, int Accepts, int IsFalse, int IsUndefined, int IsError, int AdmitsIfDropped, string? Best = null)
{
    /// <summary>The clause and of how many it is what; where it accepts none, also what there is at best.</summary>
    public override string ToString() => $"{Clause} is {Verdicts}{(Accepts == 0 && Best is not null ? $" ({Best})" : "")}";

    /// <summary>Of how many it is what, without those that it accepts.</summary>
    public string Verdicts => string.Join(", ", new[] { ("false", IsFalse), ("undefined", IsUndefined), ("error", IsError) }.Where(pair => pair.Item2 > 0).Select(pair => $"{pair.Item1} of {pair.Item2}"));

    /// <summary>How many machines it rejects.</summary>
    public int Rejects => IsFalse + IsUndefined + IsError;
}
