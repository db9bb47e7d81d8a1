namespace Ect.Worker.Runtimes.Wasi;

/// <summary>The folder <c>/checkpoint</c>, in which an application that supports it puts its state in place.</summary>
internal sealed class CheckpointFolder(ulong inode, long maxBytes)
{
    /// <summary>The file from which it goes on; renaming a file to it is the commit.</summary>
    public const string StateName = "state";

    private const string Name = "/checkpoint";
    private const int MaxEntries = 16;

    /// <summary>Room for the state and the next one.</summary>
    public FolderNode Root { get; } = new(inode, null, new OutputQuota(2 * maxBytes, MaxEntries, Name));

    public OutputFile? State => Root.Entries.GetValueOrDefault(StateName) as OutputFile;

    /// <summary>The state, if that is what was put at this place.</summary>
    public OutputFile? Takes(FolderNode folder, string name, Node node) => folder == Root && name == StateName ? node as OutputFile : null;

    /// <exception cref="AppStoppedException">It is larger than the manifest says.</exception>
    public void Check(OutputFile state)
    {
        if (state.Size > maxBytes)
        {
            throw new AppStoppedException(
                AppFailure.OutputLimit,
                $"The application saved a state of {state.Size:N0} bytes; its manifest allows {maxBytes:N0} (checkpoint).");
        }
    }

    /// <summary>Leaves the state alone: that is what the application finds when it begins anew.</summary>
    public void Tidy()
    {
        foreach (var name in Root.Entries.Keys.Where(name => name != StateName).ToArray())
        {
            Root.Remove(name);
        }
    }
}
