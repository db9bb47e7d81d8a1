using System.Text.Json;
using Ect.Contracts.Files;

namespace Ect.Worker.Preferences;

/// <summary>The preferences as they stand in the worker's data folder. A running worker reads them again when they change.</summary>
public sealed class PreferencesFile
{
    private const int MaxBytes = 64 * 1024;

    private (DateTime WrittenAt, long Length)? seen;

    /// <param name="dataFolder">The worker's data folder.</param>
    public PreferencesFile(string dataFolder) => Path = System.IO.Path.Combine(dataFolder, "preferences.json");

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>The last preferences that could be read; the default without a file.</summary>
    public WorkerPreferences Current { get; private set; } = new();

    /// <summary>What is wrong with the file as it is now; null if nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Reads the file.</summary>
    /// <exception cref="FormatException">It is not what it should be: names the file, the value and the rule.</exception>
    /// <exception cref="IOException">The disk fails.</exception>
    public WorkerPreferences Read()
    {
        if (!File.Exists(Path))
        {
            return new();
        }

        try
        {
            if (new FileInfo(Path).Length > MaxBytes)
            {
                throw new FormatException($"it has more than {MaxBytes} bytes");
            }

            var preferences = JsonSerializer.Deserialize(File.ReadAllBytes(Path), PreferencesJson.Default.WorkerPreferences) ?? throw new FormatException("it holds nothing");
            preferences.Validate();
            return preferences;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw new FormatException($"The preferences in {Path} cannot be used: {e.Message.TrimEnd('.')}. Correct the file, or set them with `ect worker prefs`; `ect worker prefs --reset` starts from nothing.", e);
        }
    }

    /// <summary>Replaces the file, whole or not at all.</summary>
    /// <exception cref="FormatException">The preferences are out of range.</exception>
    public void Write(WorkerPreferences preferences)
    {
        preferences.Validate();
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        // Who administrates the machine may write it for a worker of another account.
        WholeFile.Write(Path, JsonSerializer.SerializeToUtf8Bytes(preferences, PreferencesJson.Default.WorkerPreferences), WholeFile.Readable, isDurable: true);
    }

    /// <summary>Reads the file if it has changed. One with a mistake changes nothing but <see cref="Problem"/>. Returns whether there is news.</summary>
    public bool Refresh()
    {
        var file = new FileInfo(Path);
        (DateTime, long)? now = file.Exists ? (file.LastWriteTimeUtc, file.Length) : null;
        if (now == seen)
        {
            return false;
        }

        try
        {
            Current = Read();
            (seen, Problem) = (now, null);
        }
        catch (FormatException e)
        {
            (seen, Problem) = (now, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Looked at again, and told once: a disk may recover.
            var problem = $"The preferences in {Path} cannot be read: {e.Message}";
            (var isNews, Problem) = (problem != Problem, problem);
            return isNews;
        }

        return true;
    }
}
