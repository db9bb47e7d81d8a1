using System.Globalization;
using Ect.Cli.Frame;
using Ect.Ethereum;
using Ect.Protocol.Live;
using Spectre.Console;

namespace Ect.Cli.Waiting;

/// <summary>The running tasks of a deal as a table that a terminal draws again and again.</summary>
internal static class LiveTable
{
    private const int MaxRows = 20;
    private const int BarWidth = 16;

    public static Table Of(IReadOnlyList<(uint Index, Bytes32 Task, SchedulerWord Word)> words, LiveOpener? opener, Func<Address, string> nameOf)
    {
        var rows = words.SelectMany(row => row.Word.Replicas.Where(replica => replica.Live is not null).Select(replica => Cells(row.Index, row.Task, replica, opener, nameOf)))
            .Concat(words.Where(row => row.Word.Replicas.All(replica => replica.Live is null)).Select(row => (string[])[$"{row.Index}", "", "waiting", "", "", "", row.Word.Reason ?? ""]))
            .ToList();
        return Tables.Of(
            ["task", "worker", "phase", "progress", "heard", "ends", "message"],
            rows.Count <= MaxRows ? rows : [.. rows.Take(MaxRows), [$"+{rows.Count - MaxRows}", "", "", "", "", "", ""]]);
    }

    private static string[] Cells(uint index, Bytes32 task, ReplicaWord replica, LiveOpener? opener, Func<Address, string> nameOf)
    {
        var live = replica.Live!;
        return
        [
            $"{index}",
            nameOf(replica.Worker),
            live.Phase,
            live.Fraction is { } fraction ? Bar(fraction) : "",
            live.HeartbeatSeconds is { } age ? string.Create(CultureInfo.InvariantCulture, $"{age:0} s ago") : "away",
            live.ExpectedEnd is { } end ? Clock(end) : live.LatestEnd is { } latest ? $"by {Clock(latest)}" : "",
            LiveLines.NoteOf(opener, task, live.Note) ?? (live.Note is null ? "" : "(for the requester's wallet)"),
        ];
    }

    private static string Bar(double fraction)
    {
        var full = (int)Math.Round(fraction * BarWidth);
        return string.Create(CultureInfo.InvariantCulture, $"{new string('█', full)}{new string('░', BarWidth - full)} {fraction * 100,3:0} %");
    }

    private static string Clock(DateTimeOffset moment) => moment.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
