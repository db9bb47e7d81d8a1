using System.Collections.Concurrent;
using System.Text.Json;
using Ect.Contracts.Files;
using Ect.Ethereum;
using Microsoft.Extensions.Logging;

namespace Ect.Worker.Contributions;

/// <summary>
/// The worker's memory of its contributions: <c>FOLDER/TASK.json</c>, one file each. A file is written beside its place,
/// flushed to the disk and renamed, so that after a crash or power loss it holds one whole version or another.
/// </summary>
internal sealed partial class ContributionJournal
{
    private const string Extension = ".json";

    private readonly string folder;
    private readonly string settledFolder;
    private readonly ILogger logger;
    private readonly ConcurrentDictionary<Bytes32, ContributionRecord> open = new();

    /// <summary>Opens the folder and reads every contribution that has not settled.</summary>
    public ContributionJournal(string folder, ILogger logger)
    {
        this.folder = Directory.CreateDirectory(folder).FullName;
        settledFolder = Directory.CreateDirectory(Path.Combine(folder, "settled")).FullName;
        this.logger = logger;
        foreach (var file in Directory.EnumerateFiles(this.folder))
        {
            Load(file);
        }
    }

    /// <summary>Contributions that have not settled, oldest first.</summary>
    public IReadOnlyList<ContributionRecord> Open => [.. open.Values.OrderBy(c => c.ComputedAt).ThenBy(c => c.Task)];

    /// <summary>The contribution to this task, settled or not; null if this worker never computed it.</summary>
    public ContributionRecord? Find(Bytes32 task) =>
        open.TryGetValue(task, out var record) ? record : File.Exists(SettledPathOf(task)) ? Read(SettledPathOf(task)) : null;

    /// <summary>The contribution to this task, if it has not settled. Reads no disk.</summary>
    public ContributionRecord? FindOpen(Bytes32 task) => open.GetValueOrDefault(task);

    /// <summary>Writes down a new contribution. Nothing may be sent to the chain before this returns.</summary>
    /// <exception cref="InvalidOperationException">The task has one already: a second salt would make the first worthless.</exception>
    public void Add(ContributionRecord record)
    {
        if (record.State != ContributionState.Computed)
        {
            throw new InvalidOperationException($"Contribution to {record.Task} is {record.State}: a new one starts as Computed.");
        }

        if (Find(record.Task) is not null)
        {
            throw new InvalidOperationException($"Task {record.Task} has a contribution in {folder} already: it must be resumed, not made again.");
        }

        Write(record);
    }

    /// <summary>Moves a contribution on and returns it as it is now.</summary>
    /// <param name="record">The contribution as it was.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="outcome">How it ended, for people.</param>
    /// <param name="epoch">What the epoch path has brought; null for no news.</param>
    /// <exception cref="InvalidOperationException">The lifecycle has no such step.</exception>
    public ContributionRecord Move(ContributionRecord record, ContributionState to, string? outcome = null, EpochPart? epoch = null)
    {
        if (!ContributionLifecycle.CanMove(record.State, to))
        {
            throw new InvalidOperationException($"Contribution to {record.Task} cannot move from {record.State} to {to}.");
        }

        var moved = record with { State = to, Outcome = outcome ?? record.Outcome, Epoch = epoch ?? record.Epoch };
        Write(moved);
        if (ContributionLifecycle.IsTerminal(to))
        {
            open.TryRemove(record.Task, out _);
            File.Move(PathOf(record.Task), SettledPathOf(record.Task), overwrite: true);
        }

        return moved;
    }

    /// <summary>Writes down what the scheduler said of a contribution that stays where it is.</summary>
    public ContributionRecord Note(ContributionRecord record, EpochPart epoch)
    {
        var noted = record with { Epoch = epoch };
        Write(noted);
        return noted;
    }

    private void Write(ContributionRecord record)
    {
        var path = PathOf(record.Task);
        WholeFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(record, ContributionJson.Default.ContributionRecord), WholeFile.Secret, isDurable: true);
        open[record.Task] = record;
    }

    private void Load(string file)
    {
        if (Path.GetExtension(file) != Extension)
        {
            if (file.EndsWith(WholeFile.HalfSuffix, StringComparison.Ordinal))
            {
                File.Delete(file); // Its rename never happened, so nothing was ever sent on its strength.
            }

            return;
        }

        try
        {
            var record = Read(file);
            if (ContributionLifecycle.IsTerminal(record.State))
            {
                File.Move(file, SettledPathOf(record.Task), overwrite: true);
                return;
            }

            open[record.Task] = record;
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            // Atomic writes cannot leave this behind, a failing disk can. The other contributions must still be saved.
            var aside = file + ".unreadable";
            File.Move(file, aside, overwrite: true);
            LogUnreadable(aside, e.Message);
        }
    }

    private static ContributionRecord Read(string file) =>
        JsonSerializer.Deserialize(File.ReadAllBytes(file), ContributionJson.Default.ContributionRecord)
        ?? throw new InvalidDataException($"{file} is empty.");

    private string PathOf(Bytes32 task) => Path.Combine(folder, task + Extension);

    private string SettledPathOf(Bytes32 task) => Path.Combine(settledFolder, task + Extension);

    [LoggerMessage(Level = LogLevel.Error, Message = "Journal file {File} cannot be read ({Reason}): the stake of its task comes back only if others finalise it. Check the disk; restore the file from a backup if there is one")]
    private partial void LogUnreadable(string file, string reason);
}
