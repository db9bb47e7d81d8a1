namespace Ect.EndToEnd.Tests.Chaos;

/// <summary>What is done to a network, in which order. The same seed makes the same plan for the same victims.</summary>
internal static class ChaosPlan
{
    public static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(300);
    public static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(1800);
    public static readonly TimeSpan ShortestTrouble = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan LongestTrouble = TimeSpan.FromSeconds(8);
    public static readonly TimeSpan LongestJump = TimeSpan.FromSeconds(90);

    // How often each kind comes in a round of strikes.
    private static readonly (StrikeKind Kind, int Times)[] Round =
    [
        (StrikeKind.Kill, 7), (StrikeKind.Freeze, 2), (StrikeKind.PowerCut, 1), (StrikeKind.ChainClock, 1),
        (StrikeKind.ProcessClock, 1), (StrikeKind.DiskFull, 1), (StrikeKind.NetworkCut, 2),
    ];

    /// <summary>Strikes after which every kind that has victims has come.</summary>
    public static int RoundLength { get; } = Round.Sum(part => part.Times);

    /// <param name="seed">What everything is drawn from.</param>
    /// <param name="length">How many strikes.</param>
    /// <param name="victims">Who may be struck by each kind; a kind without victims does not come. Who is named twice is struck twice as often.</param>
    public static IReadOnlyList<Strike> Make(int seed, int length, IReadOnlyDictionary<StrikeKind, IReadOnlyList<string>> victims)
    {
        var random = new Random(seed);
        var decks = victims.Where(entry => entry.Value.Count > 0).OrderBy(entry => entry.Key).ToDictionary(entry => entry.Key, entry => new Deck<string>(entry.Value, random));
        var kinds = new Deck<StrikeKind>([.. Round.Where(part => decks.ContainsKey(part.Kind)).SelectMany(part => Enumerable.Repeat(part.Kind, part.Times))], random);
        return [.. Enumerable.Range(0, length).Select(_ => Next(kinds.Draw()))];

        Strike Next(StrikeKind kind) => new(
            kind,
            decks[kind].Draw(),
            IsHealed(kind) ? Between(ShortestTrouble, LongestTrouble) : TimeSpan.Zero,
            kind switch
            {
                StrikeKind.ChainClock => Between(TimeSpan.FromSeconds(1), LongestJump),
                StrikeKind.ProcessClock => Between(-LongestJump, LongestJump),
                _ => TimeSpan.Zero,
            },
            Between(ShortestPause, LongestPause));

        TimeSpan Between(TimeSpan low, TimeSpan high) => TimeSpan.FromMilliseconds(random.Next((int)low.TotalMilliseconds, (int)high.TotalMilliseconds + 1));
    }

    /// <summary>Whether the strike lasts until it is put right.</summary>
    public static bool IsHealed(StrikeKind kind) => kind is StrikeKind.Freeze or StrikeKind.ProcessClock or StrikeKind.DiskFull or StrikeKind.NetworkCut;
}
