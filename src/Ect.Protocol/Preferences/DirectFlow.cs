namespace Ect.Protocol.Preferences;

/// <summary>Sums of preferences pair by pair, O(n²): what the quicker ways are held against, and quickest for a few.</summary>
internal static class DirectFlow
{
    /// <summary>Adds how far each is preferred to the others, and they to it.</summary>
    public static void Add(Criterion criterion, ReadOnlySpan<double> values, ReadOnlySpan<double> copies, Span<double> plus, Span<double> minus)
    {
        for (var row = 0; row < values.Length; row++)
        {
            for (var other = 0; other < values.Length; other++)
            {
                plus[row] += copies[other] * criterion.Preference(values[row], values[other]);
                minus[row] += copies[other] * criterion.Preference(values[other], values[row]);
            }
        }
    }
}
