using System.Text.Json;
using Ect.Sdk.Errors;
using Ect.Sdk.Journals;

namespace Ect.Sdk.Qos;

/// <summary>
/// The request for a bag's help that was signed and may have been sent, on the disk before it is. What was bought stands on
/// the chain, where every run finds it. A line that a crash cut short was followed by nothing and is taken away.
/// </summary>
public sealed class HelpJournal : IDisposable
{
    private const long MaxBytes = 1 << 20;

    private readonly JournalFile _file;

    private HelpJournal(JournalFile file) => _file = file;

    /// <summary>The signed request whose deals are not known yet; null if there is none.</summary>
    internal string? Pending { get; private set; }

    /// <summary>Opens the journal of a bag's help, or begins it. Two runs cannot hold it at the same time.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bag">The bag.</param>
    /// <param name="client">Who buys, and where.</param>
    /// <exception cref="EctException">It is the journal of something else (<see cref="ErrorCode.InvalidFile"/>), or in use (<see cref="ErrorCode.StorageFailed"/>).</exception>
    public static HelpJournal Open(string path, Bag bag, EctClient client) =>
        Open(path, HelpJournalHead.Of(bag.Request, client.Network.ChainId, client.Network.Deployment.Hub, client.Address ?? throw new InvalidOperationException("This client was made without a key: it cannot buy.")));

    internal static HelpJournal Open(string path, HelpJournalHead head)
    {
        var first = JsonSerializer.Serialize(head, HelpJsonContext.Default.HelpJournalHead);
        var file = JournalFile.Open(path, "journal of the bag's help", first, MaxBytes, "If another command buys help for this bag, leave it to that one.", what => FaultOf(path, what));
        try
        {
            return file.Head != first || file.Lines.Count > 1
                ? throw FaultOf(path, "is of another bag, buyer or network.")
                : new(file) { Pending = file.Lines is [var line] ? JsonSerializer.Deserialize(line, HelpJsonContext.Default.HelpJournalLine)?.Request : null };
        }
        catch (JsonException e)
        {
            file.Dispose();
            throw FaultOf(path, $"cannot be read: {e.Message}", e);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes down what is about to be sent.</summary>
    internal void Begin(string request)
    {
        if (Pending is not null)
        {
            throw new InvalidOperationException("The request before has not ended.");
        }

        _file.Append(JsonSerializer.Serialize(new HelpJournalLine(request), HelpJsonContext.Default.HelpJournalLine));
        Pending = request;
    }

    /// <summary>The chain says all that came of it.</summary>
    internal void End()
    {
        _file.Clear();
        Pending = null;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static EctException FaultOf(string path, string what, Exception? inner = null) =>
        new(ErrorCode.InvalidFile, $"The journal of the bag's help '{path}' {what}", "If nothing was bought with it within the last ten minutes, remove it: what was bought before stands on the chain.", inner);
}
