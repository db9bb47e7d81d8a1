using System.Text.Json;

namespace Ect.Cli.Up;

/// <summary>
/// The embedded chain's file. The chain writes it in place, so that a kill at the wrong moment leaves half of it: a copy of the last
/// whole one is kept beside it and put back before the next start.
/// </summary>
internal sealed class ChainStateFile(string path, TimeProvider time)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    // Of a large file; reading it must not become the machine's work.
    private const int PausesForEachCopy = 20;

    private readonly string copy = path + ".kept";
    private (DateTime, long) seen;

    /// <summary>Before the chain starts: puts the copy in the place of a file that is not whole. Returns whether it did.</summary>
    /// <exception cref="IOException">The disk fails.</exception>
    public bool Restore()
    {
        if (!File.Exists(copy) || IsWhole(path))
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

    /// <summary>Copies the file if it is new and whole.</summary>
    public void Keep()
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists || (file.LastWriteTimeUtc, file.Length) == seen)
            {
                return;
            }

            var now = (file.LastWriteTimeUtc, file.Length);
            var next = copy + ".new";
            File.Copy(path, next, overwrite: true);
            if (IsWhole(next)) // else it is being written: the next look sees it again
            {
                File.Move(next, copy, overwrite: true);
                seen = now;
            }
        }
        catch (IOException)
        {
            // The disk may be full just now; the last copy stays.
        }
    }

    private static bool IsWhole(string file)
    {
        try
        {
            var reader = new Utf8JsonReader(File.ReadAllBytes(file));
            while (reader.Read())
            {
                // A document that breaks off throws at its end.
            }

            return reader.TokenType == JsonTokenType.EndObject;
        }
        catch (Exception exception) when (exception is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }
}
