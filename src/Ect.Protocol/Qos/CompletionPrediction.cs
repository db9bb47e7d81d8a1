namespace Ect.Protocol.Qos;

/// <summary>When a bag is expected to end.</summary>
/// <param name="Total">Seconds from its submission to its end: α · tc(r)/r.</param>
/// <param name="Percent">r: the share of the bag from which it was predicted, in percent.</param>
/// <param name="Alpha">α: how much longer earlier bags took than their pace at r said; 1 if there are none.</param>
/// <param name="Bags">Earlier bags that this was learnt from.</param>
/// <param name="HitRate">Share of them that ended within ±20 % of what the others predict for them, 0 to 1; null of fewer than two.</param>
public sealed record CompletionPrediction(double Total, int Percent, double Alpha, int Bags, double? HitRate)
{
    /// <summary>Seconds from <paramref name="now"/> to the expected end; 0 if it should have ended.</summary>
    public double Remaining(double now) => Math.Max(0, Total - now);
}
