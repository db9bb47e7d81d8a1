namespace Ect.Worker.Sessions;

/// <summary>
/// Whose turn it is of the addresses at which a pool's scheduler may lead: the one that may be tried for the longest time, at first in
/// the order given. What failed waits by a back-off of its own, so that of several each is tried no oftener than one alone would be,
/// and the others are tried meanwhile. Decides alone: moments are counted from any beginning by a clock that nobody sets.
/// </summary>
/// <param name="addresses">One at least, each once.</param>
/// <param name="firstPause">After a first failure, at most.</param>
/// <param name="longestPause">After any number of failures, and after a refusal.</param>
internal sealed class SchedulerRota(IReadOnlyList<Uri> addresses, TimeSpan firstPause, TimeSpan longestPause)
{
    private readonly List<Turn> turns = [.. addresses.Select(address => new Turn(address, new Backoff(firstPause, longestPause)))];

    /// <summary>Who is tried next, and how long to wait before. The same until something is told.</summary>
    public (Uri Address, TimeSpan Wait) Next(TimeSpan now)
    {
        var turn = turns.MinBy(turn => turn.From)!;
        return (turn.Address, turn.From > now ? turn.From - now : TimeSpan.Zero);
    }

    /// <summary>It could not be reached, or let in and then broke.</summary>
    /// <param name="address">Who was tried.</param>
    /// <param name="now">This moment.</param>
    /// <param name="lasted">How long it led this worker; null if it did not let it in.</param>
    public void Ended(Uri address, TimeSpan now, TimeSpan? lasted)
    {
        if (lasted is { } duration)
        {
            // Old failures of the others count no more either: they may have come to lead. One that hangs up at once forgives nobody.
            turns.ForEach(turn => turn.Backoff.Lasted(duration));
        }

        var ended = Find(address);
        ended.From = now + ended.Backoff.Next();
    }

    /// <summary>It does not want this worker, or is not the one that this worker wants: coming back soon cannot help.</summary>
    public void Refused(Uri address, TimeSpan now) => Find(address).From = now + longestPause;

    private Turn Find(Uri address) => turns.Find(turn => turn.Address == address) ?? throw new ArgumentException($"{address} is none of the {turns.Count} addresses.", nameof(address));

    private sealed class Turn(Uri address, Backoff backoff)
    {
        public Uri Address => address;

        public Backoff Backoff => backoff;

        /// <summary>When it may be tried; the beginning of time for one that was not tried yet.</summary>
        public TimeSpan From { get; set; } = TimeSpan.MinValue;
    }
}
