using System.Text;
using Ect.Ethereum;
using Ect.Protocol.Live;
using Ect.Scheduler.Live;

namespace Ect.Cli.Waiting;

/// <summary>
/// Opens what a scheduler keeps of a task's streams, in order: what comes twice is left out, what is missing or forged is
/// said. Not for concurrent callers.
/// </summary>
internal sealed class LiveLines(LiveOpener opener, Bytes32 task)
{
    private readonly Dictionary<(Address Worker, string Key, int Channel), Place> _places = [];

    /// <summary>The text of a line; null if it says nothing new.</summary>
    public LogText? Open(LiveLine line)
    {
        var stream = line.Channel == (int)LiveChannel.Error ? "stderr" : "stdout";
        if (ChunkOf(line) is not { } chunk || opener.Open(task, line.Worker, chunk) is not { } plain)
        {
            return new(line.Worker, stream, line.At, "", "a piece is forged or damaged; left out");
        }

        var name = (line.Worker, line.Key, line.Channel);
        var place = _places.GetValueOrDefault(name) ?? (_places[name] = new());
        if (line.Sequence < place.Next)
        {
            return null;
        }

        var missing = line.Sequence - place.Next;
        place.Next = line.Sequence + 1;
        var text = new char[place.Decoder.GetCharCount(plain, line.IsLast)];
        place.Decoder.GetChars(plain, text, line.IsLast);
        return text.Length == 0 && missing == 0 ? null : new(line.Worker, stream, line.At, new(text), missing == 0 ? null : $"{missing} pieces are missing here");
    }

    /// <summary>The note of a progress; null if it does not open.</summary>
    public static string? NoteOf(LiveOpener? opener, Bytes32 task, LiveLine? note) =>
        note is not null && ChunkOf(note) is { Channel: LiveChannel.Note } chunk && opener?.Open(task, note.Worker, chunk) is { } plain ? Encoding.UTF8.GetString(plain) : null;

    private static LiveChunk? ChunkOf(LiveLine line) => Hex.TryDecode(line.Key, out var key) && Hex.TryDecode(line.Signature, out var signature)
        ? new((LiveChannel)line.Channel, line.Sequence, line.IsLast, key, signature, line.Sealed)
        : null;

    private sealed class Place
    {
        public ulong Next { get; set; }

        // A character may lie across two pieces.
        public Decoder Decoder { get; } = Encoding.UTF8.GetDecoder();
    }
}
