using System.Globalization;
using Ect.Cli.Home;
using Ect.Sdk.Qos;
using Spectre.Console;

namespace Ect.Cli.Deals;

/// <summary>How far a bag is and when it ends, as commands show it.</summary>
// ExpectedEnd: null when it is over, or nothing can be said.
// PredictedAtHalf: as it looked when half of it was completed; null before.
// IdealSeconds: what it would have taken at the pace of its first nine tenths; null before those.
// TailSlowdown: what it took, as a multiple of that.
internal sealed record BagView(int Tasks, int Completed, double CompletedShare, double ElapsedSeconds, DateTimeOffset? ExpectedEnd, PredictionView? Prediction, PredictionView? PredictedAtHalf, double? IdealSeconds, double? TotalSeconds, double? TailSlowdown, HelpView? Help)
{
    // Fewer tasks have no pace worth a word.
    private const int Few = 10;

    public static BagView Of(BagState state, NameBook names, TailHelp? help = null)
    {
        var (bag, progress) = (state.Bag, state.Progress);
        return new(
            progress.Tasks,
            progress.Completed,
            Math.Round(progress.CompletedShare, 4),
            state.Elapsed,
            state.IsOver ? null : state.ExpectedEnd,
            state.Prediction is { } prediction && !progress.IsOver ? PredictionView.Of(prediction) : null,
            state.AtHalf is { } atHalf ? PredictionView.Of(atHalf) : null,
            Rounded(progress.IdealTime),
            Rounded(progress.CompletionTime(1)),
            Rounded(progress.TailSlowdown),
            bag.Help.Count > 0 || help is not null ? HelpView.Of(state, help, names) : null);
    }

    /// <summary>One line: how many are completed, and when the rest is expected.</summary>
    public string Text()
    {
        var done = $"{Completed} of {Tasks} tasks completed";
        return TotalSeconds is { } total ? $"{done}, in {Span(total)}{Looking()}{Slowing()}"
            : ExpectedEnd is { } end ? $"{done} after {Span(ElapsedSeconds)}; the last is expected at {end.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} UTC ({Prediction!.Trust()})"
            : $"{done} after {Span(ElapsedSeconds)}";
    }

    private string Looking() => PredictedAtHalf is { } predicted && Tasks >= Few ? $"; {Span(predicted.TotalSeconds)} were expected at half of them" : "";

    private string Slowing() => TailSlowdown is { } slowdown && Tasks >= Few ? string.Create(CultureInfo.InvariantCulture, $"; {slowdown:0.##} times what the first nine tenths promised") : "";

    public void Render(IAnsiConsole console)
    {
        console.WriteLine($"progress  {Text()}");
        Help?.Render(console);
    }

    public static string Span(double seconds)
    {
        var span = TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.FromDays(3650).TotalSeconds));
        return span.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h {span.Minutes} min")
            : span.TotalMinutes >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{span.Minutes} min {span.Seconds} s")
            : string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0} s");
    }

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 3) : null;
}
