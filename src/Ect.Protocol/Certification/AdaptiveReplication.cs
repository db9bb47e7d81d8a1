namespace Ect.Protocol.Certification;

/// <summary>
/// How many more results an entry takes until its credibility reaches θ, and from whom they come cheapest. Asking for results one
/// by one while the odds are short is Wald's sequential test (1945): no fixed number of replicas does as well with fewer on average.
/// </summary>
public static class AdaptiveReplication
{
    // Further ahead one counts only what is still missing. 64 more replicas of one entry are beyond any sensible price.
    private const int Horizon = 64;

    /// <summary>Fewest further results that do, if all agree with the leading group: how many to ask for at once.</summary>
    /// <param name="state">How far the entry has come.</param>
    /// <param name="voterDoubt">1 − credibility of those asked, above 0, below 1/2.</param>
    /// <param name="acceptableError">1 − θ, above 0, below 1/2.</param>
    public static int LeastVotes(ReplicationState state, double voterDoubt, double acceptableError)
    {
        Check(voterDoubt, acceptableError);
        var needed = LogOnePlus(state.Against) + WorkerCredibility.LogOdds(acceptableError);
        var lead = double.IsNegativeInfinity(state.Lead) ? 0 : state.Lead;

        // What is missing by rounding alone is not missing.
        return (int)Math.Max(0, Math.Ceiling(((needed - lead) / WorkerCredibility.LogOdds(voterDoubt)) - 1e-9));
    }

    /// <summary>
    /// Further results that it takes on average until some group is accepted. A result agrees with the leader by the chance that
    /// both are right or both wrong; others are taken to join the rest together, which is the worst that they can do.
    /// </summary>
    /// <param name="state">How far the entry has come.</param>
    /// <param name="voterDoubt">1 − credibility of those asked, above 0, below 1/2.</param>
    /// <param name="acceptableError">1 − θ, above 0, below 1/2.</param>
    public static double ExpectedVotes(ReplicationState state, double voterDoubt, double acceptableError)
    {
        Check(voterDoubt, acceptableError);
        var logOdds = WorkerCredibility.LogOdds(voterDoubt);
        if (double.IsNegativeInfinity(state.Lead))
        {
            return 1 + ExpectedVotes(new(logOdds, double.NegativeInfinity), voterDoubt, acceptableError);
        }

        // expected[j]: from here on, with j of the votes so far against the leader; one vote less in each round.
        var expected = new double[Horizon + 2];
        for (var votes = Horizon; votes >= 0; votes--)
        {
            for (var against = 0; against <= votes; against++)
            {
                var then = state.With(votes - against, against, logOdds);
                var flipped = new ReplicationState(then.Against, then.Lead);
                if (GroupCredibility.IsAccepted(Math.Min(Doubt(then), Doubt(flipped)), acceptableError))
                {
                    expected[against] = 0;
                }
                else if (votes == Horizon)
                {
                    expected[against] = Math.Min(LeastVotes(then, voterDoubt, acceptableError), LeastVotes(flipped, voterDoubt, acceptableError));
                }
                else
                {
                    var doubt = Doubt(then);
                    var agrees = ((1 - doubt) * (1 - voterDoubt)) + (doubt * voterDoubt);
                    expected[against] = 1 + (agrees * expected[against]) + ((1 - agrees) * expected[against + 1]);
                }
            }
        }

        return expected[0];
    }

    /// <summary>Position of those whose results are expected to reach θ for the least; −1 if there are none.</summary>
    /// <param name="state">How far the entry has come.</param>
    /// <param name="voters">Whom one may ask.</param>
    /// <param name="acceptableError">1 − θ, above 0, below 1/2.</param>
    public static int Cheapest(ReplicationState state, ReadOnlySpan<VoterClass> voters, double acceptableError)
    {
        var (best, least) = (-1, double.PositiveInfinity);
        for (var i = 0; i < voters.Length; i++)
        {
            var cost = voters[i].Cost * ExpectedVotes(state, voters[i].Doubt, acceptableError);
            if (cost < least)
            {
                (best, least) = (i, cost);
            }
        }

        return best;
    }

    // Of the leading group, all others taken as one: 1 − O / (1 + O + others).
    private static double Doubt(ReplicationState state)
    {
        var rest = LogOnePlus(state.Against);
        return 1 / (1 + Math.Exp(state.Lead - rest));
    }

    // ln(1 + e^x) without overflow.
    private static double LogOnePlus(double exponent) =>
        exponent > 0 ? exponent + Math.Log(1 + Math.Exp(-exponent)) : Math.Log(1 + Math.Exp(exponent));

    private static void Check(double voterDoubt, double acceptableError)
    {
        if (!(voterDoubt is > 0 and < 0.5))
        {
            throw new ArgumentOutOfRangeException(nameof(voterDoubt), voterDoubt, "Results of workers that are wrong as often as right decide nothing: the doubt lies above 0, below 1/2.");
        }

        if (!(acceptableError is > 0 and < 0.5))
        {
            throw new ArgumentOutOfRangeException(nameof(acceptableError), acceptableError, "The acceptable error lies above 0, below 1/2.");
        }
    }
}
