using Ect.Ethereum;

namespace Ect.Worker.Execution;

/// <summary>A task's private folders, removed when it is over; those of killed processes are removed at start.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly string folder;

    private Scratch(string folder)
    {
        this.folder = folder;
        Input = Directory.CreateDirectory(Path.Combine(folder, "in")).FullName;
        Output = Directory.CreateDirectory(Path.Combine(folder, "out")).FullName;
    }

    /// <summary>What the task reads as <c>/in</c>.</summary>
    public string Input { get; }

    /// <summary>What the task writes as <c>/out</c>.</summary>
    public string Output { get; }

    /// <summary>Makes empty folders for the task.</summary>
    public static Scratch Create(string root, Bytes32 task)
    {
        var folder = Path.Combine(root, task.ToString());
        Remove(folder);
        return new Scratch(folder);
    }

    /// <summary>Removes what earlier processes left.</summary>
    public static void Clear(string root)
    {
        Remove(root);
        Directory.CreateDirectory(root);
    }

    public void Dispose() => Remove(folder);

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
