using System.Diagnostics;

namespace Ect.Cli.Up;

/// <summary>A role's output: all of it in a file, what matters in the common view.</summary>
internal sealed class RoleLog : IDisposable
{
    private const long LargestFile = 64 * 1024 * 1024;
    private const int TailLines = 20;
    private readonly Role role;
    private readonly LogView view;
    private readonly Queue<string> tail = new();
    private readonly Lock gate = new();
    private StreamWriter writer;

    public RoleLog(Role role, string folder, LogView view)
    {
        this.role = role;
        this.view = view;
        Directory.CreateDirectory(folder);
        Path = System.IO.Path.Combine(folder, $"{role.Name}.log");
        writer = Open();
    }

    public string Path { get; }

    public void Follow(Process process)
    {
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Tail()
    {
        lock (gate)
        {
            return tail.Count == 0 ? "(nothing)" : string.Join('\n', tail);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            writer.Dispose();
        }
    }

    private void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (gate)
        {
            if (!writer.BaseStream.CanWrite)
            {
                return;
            }

            Rotate();
            writer.WriteLine(line);
            tail.Enqueue(line);
            if (tail.Count > TailLines)
            {
                tail.Dequeue();
            }
        }

        if (role.Show(line) is { } shown)
        {
            view.Line(role.Name, shown);
        }
    }

    private void Rotate()
    {
        if (writer.BaseStream.Length < LargestFile)
        {
            return;
        }

        writer.Dispose();
        File.Move(Path, Path + ".1", overwrite: true);
        writer = Open();
    }

    private StreamWriter Open() => new(new FileStream(Path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
}
