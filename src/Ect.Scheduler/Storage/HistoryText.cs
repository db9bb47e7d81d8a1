using System.Globalization;

namespace Ect.Scheduler.Storage;

/// <summary>
/// A history, kept in the row whose moves it tells: a line a move, with time, state before, state after and evidence between
/// tabs. A move and its history are one write of one row.
/// </summary>
internal static class HistoryText
{
    /// <summary>Puts the parameter Line at a row's history. Of one that grows without end the older half goes.</summary>
    public const string Append = "history = CASE WHEN length(history) < 16384 THEN history ELSE substr(history, 8192) END || @Line";

    /// <summary>A move as a line.</summary>
    public static string Line<TState>(TState? from, TState to, string evidence, DateTimeOffset at)
        where TState : struct, Enum =>
        string.Create(CultureInfo.InvariantCulture, $"{at.ToUnixTimeMilliseconds()}\t{from}\t{to}\t{Flat(evidence)}\n");

    /// <summary>The moves of a history, the oldest first.</summary>
    public static IReadOnlyList<StateMove> Read(string? history) =>
        [.. (history ?? "").Split('\n').Select(line => line.Split('\t')).Where(IsWhole).Select(fields => new StateMove
        {
            At = long.Parse(fields[0], CultureInfo.InvariantCulture),
            FromState = fields[1].Length == 0 ? null : fields[1],
            ToState = fields[2],
            Evidence = fields[3],
        })];

    // The first line may have been cut.
    private static bool IsWhole(string[] fields) => fields.Length == 4 && fields[0].Length >= 13 && long.TryParse(fields[0], CultureInfo.InvariantCulture, out _);

    // What workers say is evidence too.
    private static string Flat(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)) : text;
}
