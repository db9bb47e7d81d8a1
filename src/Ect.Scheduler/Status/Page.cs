namespace Ect.Scheduler.Status;

/// <summary>A part of a long list, as ?from=&amp;limit= ask for it.</summary>
/// <param name="From">How many to leave out.</param>
/// <param name="Limit">Most that are listed, 1 to <see cref="Largest"/>.</param>
internal readonly record struct Page(int From, int Limit)
{
    public const int Largest = 500;

    /// <summary>The page asked for; null with what is wrong.</summary>
    public static Page? Of(int? from, int? limit, out string? problem)
    {
        problem = from < 0 ? $"from={from} is negative: it says how many to leave out."
            : limit is < 1 or > Largest ? $"limit={limit} is not from 1 to {Largest}."
            : null;
        return problem is null ? new Page(from ?? 0, limit ?? Largest) : null;
    }
}
