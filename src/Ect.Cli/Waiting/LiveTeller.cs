using System.Globalization;
using Ect.Cli.Frame;
using Ect.Ethereum;
using Ect.Protocol.Live;

namespace Ect.Cli.Waiting;

/// <summary>Tells in lines how far running tasks are: a new phase at once, progress at every tenth. For where there is no terminal to draw on.</summary>
internal sealed class LiveTeller(Action<string> tell, Func<Address, string> nameOf)
{
    private readonly Dictionary<(uint Index, Address Worker), (string Phase, int Tenth)> _told = [];

    public void Tell(IEnumerable<(uint Index, Bytes32 Task, SchedulerWord Word)> words, LiveOpener? opener)
    {
        foreach (var (index, task, word) in words)
        {
            foreach (var replica in word.Replicas.Where(replica => replica.Live is not null))
            {
                var live = replica.Live!;
                var state = (live.Phase, Tenth: (int)((live.Fraction ?? 0) * 10));
                if (_told.GetValueOrDefault((index, replica.Worker)) == state || live.Phase == "assigned")
                {
                    continue;
                }

                _told[(index, replica.Worker)] = state;
                tell($"task {index,-4} {nameOf(replica.Worker)} {Text(live, LiveLines.NoteOf(opener, task, live.Note))}");
            }
        }
    }

    /// <summary>One line without the worker's name.</summary>
    public static string Text(LiveWord live, string? message) => string.Concat(
        Printable.Of(live.Phase),
        live.Fraction is { } fraction ? string.Create(CultureInfo.InvariantCulture, $" {fraction:P0}") : "",
        live.ExpectedEnd is { } end ? $", ends about {end.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} UTC" : "",
        message is null ? "" : $": {Printable.Of(message)}");
}
