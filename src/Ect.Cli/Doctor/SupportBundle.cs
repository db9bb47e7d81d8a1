using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Ect.Cli.Home;

namespace Ect.Cli.Doctor;

/// <summary>
/// Writes what helps others to help: a gzipped tar file. It takes nothing from the wallets' folder, and no file but logs:
/// everything else is written for it, and all of it goes through the <see cref="Redactor"/>.
/// </summary>
internal static class SupportBundle
{
    private const int LastBytes = 256 * 1024;
    private const int MostLogs = 50;

    /// <summary>Writes the bundle and gives the names of its entries.</summary>
    /// <param name="file">The file, which must not exist.</param>
    /// <param name="documents">Texts by their names.</param>
    /// <param name="home">Whose logs go into it, and whose secrets must not.</param>
    /// <param name="secrets">Further secrets.</param>
    /// <param name="time">The clock.</param>
    public static IReadOnlyList<string> Write(string file, IReadOnlyDictionary<string, string> documents, EctHome home, IEnumerable<string> secrets, TimeProvider time)
    {
        var redactor = new Redactor([.. secrets, .. SecretsOf(home)]);
        var entries = documents.Concat(LogsOf(home)).Select(entry => (Name: $"ect-support/{entry.Key}", Text: redactor.Clean(entry.Value))).ToList();
        using var stream = new FileStream(file, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        using var zip = new GZipStream(stream, CompressionLevel.Optimal);
        using var tar = new TarWriter(zip);
        foreach (var (name, text) in entries)
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)), ModificationTime = time.GetUtcNow() });
        }

        return [.. entries.Select(entry => entry.Name)];
    }

    private static IEnumerable<KeyValuePair<string, string>> LogsOf(EctHome home) => !Directory.Exists(home.Networks) ? []
        : Directory.EnumerateDirectories(home.Networks)
            .Select(network => Path.Combine(network, "logs"))
            .Where(Directory.Exists)
            .SelectMany(logs => Directory.EnumerateFiles(logs, "*.log").Order(StringComparer.Ordinal))
            .Take(MostLogs)
            .Select(log => KeyValuePair.Create($"logs/{Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(log)))}-{Path.GetFileName(log)}", EndOf(log)));

    // From a whole line on: half of a secret would not be recognised.
    private static string EndOf(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var isCut = stream.Length > LastBytes;
        stream.Seek(isCut ? -LastBytes : 0, isCut ? SeekOrigin.End : SeekOrigin.Begin);
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        return !isCut ? text : text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var line ? text[(line + 1)..] : "";
    }

    private static IEnumerable<string> SecretsOf(EctHome home)
    {
        string[] files =
        [
            .. Directory.Exists(home.Wallets) ? Directory.EnumerateFiles(home.Wallets, "*.password") : [],
            .. Directory.Exists(home.Networks) ? Directory.EnumerateDirectories(home.Networks).Select(network => Path.Combine(network, "password")).Where(File.Exists) : [],
        ];
        return files.SelectMany(File.ReadLines);
    }
}
