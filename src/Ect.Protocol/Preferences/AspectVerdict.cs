namespace Ect.Protocol.Preferences;

/// <summary>What an aspect said of a candidate.</summary>
/// <param name="Aspect">Which.</param>
/// <param name="Share">Its share of all weights, 0 to 1.</param>
/// <param name="Value">The candidate's value; null if it did not tell it and <see cref="Untold"/> was taken.</param>
/// <param name="Flow">How far it is better than the others in this aspect alone, less how far they are better: −1 to 1.</param>
/// <param name="Lead">By how much the aspect puts it before its strongest rival; negative if behind.</param>
public sealed record AspectVerdict(Aspect Aspect, double Share, double? Value, double Flow, double Lead)
{
    /// <summary>What it adds to the candidate's net flow.</summary>
    public double Contribution => Share * Flow;
}
