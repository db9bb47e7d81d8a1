using System.Text.Json;

namespace Ect.Cli.Up;

/// <summary>
/// The embedded chain's file. The chain writes it in place, so that a kill at the wrong moment leaves half of it; and it writes blocks
/// first, then transactions, then accounts, so that what is mined in between is there in part, for ever if the chain starts with that:
/// transactions without their block, effects without their transactions. A copy of the last sound one is kept beside it and put back before the next start.
/// </summary>
internal sealed class ChainStateFile(string path, TimeProvider time)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    // Of a large file; reading it must not become the machine's work.
    private const int PausesForEachCopy = 20;

    private readonly string copy = path + ".kept";
    private (DateTime, long) seen;
    private ChainStateSoundness kept = Examine(path + ".kept");

    /// <summary>Before the chain starts: puts the copy in the place of a file that is worse. Returns whether it did.</summary>
    /// <exception cref="IOException">The disk fails.</exception>
    public bool Restore()
    {
        if (Examine(path) >= kept)
        {
            return false;
        }

        File.Copy(copy, path, overwrite: true);
        return true;
    }

    /// <summary>While the chain runs: copies the file whenever it was written.</summary>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        var pause = Period;
        while (true)
        {
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            var began = time.GetTimestamp();
            Keep();
            var took = time.GetElapsedTime(began) * PausesForEachCopy;
            pause = took > Period ? took : Period;
        }
    }

    /// <summary>Copies the file if it is new and no worse than the copy.</summary>
    public void Keep()
    {
        var next = copy + ".new";
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists || (file.LastWriteTimeUtc, file.Length) == seen)
            {
                return;
            }

            var now = (file.LastWriteTimeUtc, file.Length);
            File.Copy(path, next, overwrite: true);
            var state = Examine(next);
            if (state != ChainStateSoundness.Broken) // else it is being written: the next look sees it again
            {
                seen = now;
                if (state >= kept)
                {
                    File.Move(next, copy, overwrite: true);
                    kept = state;
                }
            }
        }
        catch (IOException)
        {
            // The disk may be full just now; the last copy stays.
        }
        finally
        {
            File.Delete(next);
        }
    }

    /// <summary>What a file is worth: whether it ends, and whether its blocks, its transactions and its accounts are of one moment.</summary>
    internal static ChainStateSoundness Examine(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            return IsTorn(document.RootElement) ? ChainStateSoundness.Torn : ChainStateSoundness.Sound;
        }
        catch (Exception exception) when (exception is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            return ChainStateSoundness.Broken;
        }
    }

    // A file of another form is not judged: what the chain writes is its own affair.
    private static bool IsTorn(JsonElement state)
    {
        if (state.ValueKind != JsonValueKind.Object
            || !state.TryGetProperty("blocks", out var blocks) || blocks.ValueKind != JsonValueKind.Array
            || !state.TryGetProperty("transactions", out var transactions) || transactions.ValueKind != JsonValueKind.Array
            || !state.TryGetProperty("accounts", out var accounts) || accounts.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        var mined = blocks.EnumerateArray().Sum(block => block.TryGetProperty("transactions", out var list) && list.ValueKind == JsonValueKind.Array ? list.GetArrayLength() : 0);
        return mined != transactions.GetArrayLength() || SentMoreThan(transactions, accounts);
    }

    private static bool SentMoreThan(JsonElement transactions, JsonElement accounts)
    {
        var sent = transactions.EnumerateArray()
            .Select(transaction => transaction.TryGetProperty("info", out var info) && info.TryGetProperty("from", out var from) ? from.GetString() : null)
            .OfType<string>()
            .CountBy(from => from, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(StringComparer.OrdinalIgnoreCase);
        return accounts.EnumerateObject().Any(account =>
            sent.TryGetValue(account.Name, out var count)
            && account.Value.TryGetProperty("nonce", out var nonce) && nonce.TryGetUInt64(out var known)
            && known != (ulong)count);
    }
}
