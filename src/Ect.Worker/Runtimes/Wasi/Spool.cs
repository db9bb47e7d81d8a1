using Microsoft.Win32.SafeHandles;

namespace Ect.Worker.Runtimes.Wasi;

/// <summary>
/// The hidden folder, on the same disk as the result, where the bytes of output files lie while the application runs.
/// Names that the application chooses reach the disk only when it has ended and its tree is complete.
/// </summary>
internal class Spool(string outputFolder) : IDisposable
{
    public const string Name = ".spool";

    private readonly string _folder = Directory.CreateDirectory(Path.Combine(outputFolder, Name)).FullName;

    public string PathOf(ulong inode) => Path.Combine(_folder, inode.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public virtual SafeFileHandle Open(string path) => File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite);

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }

        GC.SuppressFinalize(this);
    }
}
