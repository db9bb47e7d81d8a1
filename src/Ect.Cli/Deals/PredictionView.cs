using System.Globalization;
using Ect.Protocol.Qos;

namespace Ect.Cli.Deals;

/// <summary>When a bag is expected to end, and how often such words were right.</summary>
// TotalSeconds: from its start to its end.
// Alpha: how much longer earlier bags took than their pace at the same share said.
// HitRate: share of the earlier bags that ended within 20 % of what the others predict; null of fewer than two.
internal sealed record PredictionView(double TotalSeconds, double Alpha, int EarlierBags, double? HitRate)
{
    public static PredictionView Of(CompletionPrediction prediction) =>
        new(Math.Round(prediction.Total, 3), Math.Round(prediction.Alpha, 4), prediction.Bags, prediction.HitRate is { } rate ? Math.Round(rate, 4) : null);

    /// <summary>How much it is worth, in words.</summary>
    public string Trust() => EarlierBags == 0 ? "at this pace; no earlier bag of this pool and app is known"
        : HitRate is { } rate ? string.Create(CultureInfo.InvariantCulture, $"{rate * 100:0} % of {EarlierBags} earlier bags ended within 20 % of what the others predict")
        : "learnt from one earlier bag";
}
