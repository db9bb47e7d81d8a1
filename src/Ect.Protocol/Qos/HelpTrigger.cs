using System.Globalization;

namespace Ect.Protocol.Qos;

/// <summary>When help begins (SpeQuloS, HPDC 2012: 9C, 9A and D).</summary>
public abstract record HelpTrigger
{
    private HelpTrigger()
    {
    }

    /// <summary>Whether it is time for help.</summary>
    /// <param name="bag">How far the bag is.</param>
    /// <param name="now">Now, seconds since its submission.</param>
    public abstract bool IsDue(BagProgress bag, double now);

    /// <summary>When a share of the bag is completed; the paper's 9C is 0.9.</summary>
    /// <param name="Share">0 to 1.</param>
    public sealed record Completion(double Share = BagProgress.SteadyShare) : HelpTrigger
    {
        /// <inheritdoc/>
        public override bool IsDue(BagProgress bag, double now) => bag.CompletionTime(Checked(Share)) is not null;

        /// <inheritdoc/>
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Share * 10:0.##}C");
    }

    /// <summary>When a share of the bag is assigned; the paper's 9A is 0.9. Earlier than <see cref="Completion"/> at the same share.</summary>
    /// <param name="Share">0 to 1.</param>
    public sealed record Assignment(double Share = BagProgress.SteadyShare) : HelpTrigger
    {
        /// <inheritdoc/>
        public override bool IsDue(BagProgress bag, double now) => bag.AssignmentTime(Checked(Share)) is not null;

        /// <inheritdoc/>
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Share * 10:0.##}A");
    }

    /// <summary>When the bag leaves its steady state: its execution variance is a multiple of the largest one in its first half; the paper's D is twice that. Of a first half whose assignments nobody told nothing is known, and so never.</summary>
    /// <param name="Times">The multiple, above 0.</param>
    public sealed record Variance(double Times = 2) : HelpTrigger
    {
        /// <inheritdoc/>
        public override bool IsDue(BagProgress bag, double now) =>
            bag.SteadyVariance is > 0 and var steady && bag.Variance(now) is > 0 and var variance && variance >= CheckedTimes(Times) * steady;

        /// <inheritdoc/>
        public override string ToString() => Times == 2 ? "D" : string.Create(CultureInfo.InvariantCulture, $"{Times:0.##}D");
    }

    private static double Checked(double share) =>
        share is >= 0 and <= 1 ? share : throw new ArgumentOutOfRangeException(nameof(share), share, "A threshold is a share of the bag, 0 to 1.");

    private static double CheckedTimes(double times) =>
        double.IsFinite(times) && times > 0 ? times : throw new ArgumentOutOfRangeException(nameof(times), times, "A multiple of the variance is above 0.");
}
