namespace Ect.Scheduler.Assignments;

/// <summary>
/// How many pairs of ads are worked out in one look: strangers write them, and ten thousand machines connect at once. What is left
/// over comes in the next look.
/// </summary>
internal sealed class FitBudget
{
    /// <summary>Some tenths of a second of ordinary ads.</summary>
    public const int Default = 20_000;

    private readonly int _most;
    private int _left;

    /// <param name="most">Pairs of a look.</param>
    public FitBudget(int most = Default) => _left = _most = most;

    /// <summary>Whether pairs were left over.</summary>
    public bool IsSpent => _left <= 0;

    /// <summary>A look begins.</summary>
    public void Refill() => _left = _most;

    /// <summary>Takes one.</summary>
    public bool TryTake() => _left-- > 0;
}
