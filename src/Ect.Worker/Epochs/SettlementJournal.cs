using System.Text.Json;
using Ect.Contracts.Files;
using Ect.Ethereum;
using Microsoft.Extensions.Logging;

namespace Ect.Worker.Epochs;

/// <summary>
/// The settlements that this worker has signed, <c>FOLDER/DIGEST.json</c>: written down before the signature is sent. By
/// them it knows later, from the chain alone, whether it was paid.
/// </summary>
internal sealed partial class SettlementJournal
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private readonly Lock gate = new();
    private readonly string folder;
    private readonly ILogger logger;
    private readonly Dictionary<Bytes32, SignedSettlement> known = [];
    private readonly Dictionary<Bytes32, List<SignedSettlement>> byTask = [];

    /// <summary>Opens the folder, reads what is there and removes what is too old to matter.</summary>
    public SettlementJournal(string folder, TimeProvider time, ILogger logger)
    {
        this.folder = Directory.CreateDirectory(folder).FullName;
        this.logger = logger;
        foreach (var file in Directory.EnumerateFiles(this.folder))
        {
            Load(file, time.GetUtcNow() - Kept);
        }
    }

    /// <summary>The signed settlement of this digest; null if there is none.</summary>
    public SignedSettlement? Find(Bytes32 digest)
    {
        lock (gate)
        {
            return known.GetValueOrDefault(digest);
        }
    }

    /// <summary>The settlements that pay this worker for the task.</summary>
    public IReadOnlyList<SignedSettlement> With(Bytes32 task)
    {
        lock (gate)
        {
            return byTask.TryGetValue(task, out var settlements) ? [.. settlements] : [];
        }
    }

    /// <summary>How many settlements of an epoch were signed.</summary>
    public int Count(Address scheduler, ulong epoch)
    {
        lock (gate)
        {
            return known.Values.Count(s => s.Scheduler == scheduler && s.Epoch == epoch);
        }
    }

    /// <summary>Writes a settlement down. Its signature must not be sent before this returns.</summary>
    public void Add(SignedSettlement settlement)
    {
        WholeFile.Write(PathOf(settlement.Digest), JsonSerializer.SerializeToUtf8Bytes(settlement, SettlementJson.Default.SignedSettlement), WholeFile.Secret, isDurable: true);
        Remember(settlement);
    }

    private void Remember(SignedSettlement settlement)
    {
        lock (gate)
        {
            known[settlement.Digest] = settlement;
            foreach (var task in settlement.Tasks)
            {
                (byTask.TryGetValue(task, out var others) ? others : byTask[task] = []).Add(settlement);
            }
        }
    }

    private void Load(string file, DateTimeOffset oldest)
    {
        if (file.EndsWith(WholeFile.HalfSuffix, StringComparison.Ordinal))
        {
            File.Delete(file); // Nothing was sent on its strength.
            return;
        }

        try
        {
            var settlement = JsonSerializer.Deserialize(File.ReadAllBytes(file), SettlementJson.Default.SignedSettlement)
                ?? throw new JsonException("It is empty.");
            if (settlement.SignedAt < oldest)
            {
                File.Delete(file);
                return;
            }

            Remember(settlement);
        }
        catch (JsonException e)
        {
            LogUnreadable(file, e.Message);
        }
    }

    private string PathOf(Bytes32 digest) => Path.Combine(folder, digest + ".json");

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} cannot be read ({Reason}): whether its settlement was paid will not be told. No money depends on it")]
    private partial void LogUnreadable(string file, string reason);
}
