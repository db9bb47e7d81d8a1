using System.Globalization;

namespace Ect.Protocol.Qos;

/// <summary>When help begins, how much of it there is, and what it works on. Written as in the paper: 9C-C-R.</summary>
/// <param name="When">When it begins.</param>
/// <param name="Size">How much.</param>
/// <param name="Use">On what.</param>
public sealed record HelpStrategy(HelpTrigger When, HelpSize Size, HelpUse Use)
{
    /// <summary>The paper's 18 combinations.</summary>
    public static IReadOnlyList<HelpStrategy> All { get; } =
    [
        .. from when in new HelpTrigger[] { new HelpTrigger.Completion(), new HelpTrigger.Assignment(), new HelpTrigger.Variance() }
           from size in Enum.GetValues<HelpSize>()
           from use in Enum.GetValues<HelpUse>()
           select new HelpStrategy(when, size, use),
    ];

    /// <summary>Reads a strategy: the trigger (9C, 9A, D; 9.5C is a threshold of 95 %, 3D thrice the variance), the size (G, C), the use (F, R, D).</summary>
    /// <exception cref="FormatException">It is none; the message names value and rule.</exception>
    public static HelpStrategy Parse(string text) =>
        text.Split('-') is [var when, var size, var use] && Trigger(when) is { } trigger
            && size switch { "G" => HelpSize.Greedy, "C" => HelpSize.Conservative, _ => (HelpSize?)null } is { } chosenSize
            && use switch { "F" => HelpUse.Flat, "R" => HelpUse.Reschedule, "D" => HelpUse.Duplicate, _ => (HelpUse?)null } is { } chosenUse
            ? new(trigger, chosenSize, chosenUse)
            : throw new FormatException($"'{(text.Length <= 40 ? text : text[..40] + "…")}' is no strategy: give when (9C, 9A or D), how much (G or C) and how (F, R or D), as in 9C-C-R.");

    /// <summary>
    /// How much help to buy now. Greedy spends what it has at once. Conservative lets what it has last for the estimated time to the
    /// end, t = tc(x)/x − tc(x): a unit works for a period, so that of n affordable ones n · period / max(period, t) work
    /// side by side, and at least one. Nobody helps a task twice.
    /// </summary>
    /// <param name="bag">How far the bag is.</param>
    /// <param name="now">Now, seconds since its submission.</param>
    /// <param name="help">What help there is, and what is left of the budget.</param>
    public HelpDecision Decide(BagProgress bag, double now, HelpStanding help)
    {
        if (bag.IsOver)
        {
            return new(0, HelpReason.Over);
        }

        if (help.Unhelped <= 0)
        {
            return new(0, HelpReason.AllHelped);
        }

        if (help.Affordable <= 0)
        {
            return new(0, HelpReason.BudgetSpent);
        }

        if (!When.IsDue(bag, now))
        {
            return new(0, HelpReason.NotYet);
        }

        if (Size == HelpSize.Greedy)
        {
            return new(Math.Min(help.Affordable, help.Unhelped), HelpReason.Tail);
        }

        if (bag.Remaining is not { } remaining)
        {
            return new(0, HelpReason.NoPace);
        }

        // What works already and what is left pay for the rest of the bag together.
        var lasting = Math.Max(1, (int)Math.Min(int.MaxValue, ((double)help.Affordable + help.Working) * help.Period / Math.Max(help.Period, remaining)));
        var more = Math.Min(Math.Min(help.Affordable, help.Unhelped), lasting - help.Working);
        return more > 0 ? new(more, HelpReason.Tail) : new(0, HelpReason.Enough);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{When}-{(Size == HelpSize.Greedy ? 'G' : 'C')}-{Use switch { HelpUse.Flat => 'F', HelpUse.Reschedule => 'R', _ => 'D' }}";

    private static HelpTrigger? Trigger(string text)
    {
        if (text == "D")
        {
            return new HelpTrigger.Variance();
        }

        return text.Length < 2 || !double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? null : text[^1] switch
        {
            'C' when number <= 10 => new HelpTrigger.Completion(number / 10),
            'A' when number <= 10 => new HelpTrigger.Assignment(number / 10),
            'D' when number is > 0 and <= 1000 => new HelpTrigger.Variance(number),
            _ => null,
        };
    }
}
