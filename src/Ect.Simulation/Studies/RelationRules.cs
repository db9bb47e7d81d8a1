namespace Ect.Simulation.Studies;

/// <summary>What an interval says of a statement.</summary>
public static class RelationRules
{
    // Of an equality that an interval this wide contains nothing is shown.
    private const double WidestOfEqual = 0.5;
    private const double Tolerance = 0.1;

    /// <summary>Whether what is stated holds.</summary>
    /// <param name="relation">How the number is to stand to what is stated.</param>
    /// <param name="stated">What is stated.</param>
    /// <param name="low">Lower end of the interval of what is seen.</param>
    /// <param name="high">Upper end.</param>
    public static Verdict Judge(this Relation relation, double stated, double low, double high)
    {
        return relation switch
        {
            Relation.Equal when stated < low || stated > high => Verdict.Fails,
            Relation.Equal => high - low > WidestOfEqual * stated ? Verdict.Open : Verdict.Holds,
            Relation.About => Within(stated * (1 - Tolerance), stated * (1 + Tolerance)),
            Relation.AtMost => Within(double.NegativeInfinity, stated),
            _ => Within(stated, double.PositiveInfinity),
        };

        Verdict Within(double least, double most) =>
            low >= least && high <= most ? Verdict.Holds
            : high < least || low > most ? Verdict.Fails
            : Verdict.Open;
    }
}
