namespace Ect.Cli.Up;

/// <summary>One process of a local network: how it is started and how one knows that it is ready.</summary>
/// <param name="Name">Short name, unique in the network: prefix of its log lines and name of its log file.</param>
/// <param name="Program">Path of the executable.</param>
/// <param name="Arguments">Its arguments; never a secret.</param>
internal sealed record Role(string Name, string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>Environment on top of this process's own.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Returns once the role answers; polled while the process starts. Null: ready as soon as it runs.</summary>
    public Func<CancellationToken, Task<bool>>? IsReady { get; init; }

    /// <summary>Whether a role that ended by itself is started again.</summary>
    public bool Restarts { get; init; } = true;

    /// <summary>Longest wait before a role that keeps dying is started again; the first is one second at most.</summary>
    public TimeSpan LongestBackoff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Done before it is asked to end, within <see cref="StopPatience"/>. Must not throw but for the token.</summary>
    public Func<CancellationToken, Task> BeforeStop { get; init; } = static _ => Task.CompletedTask;

    /// <summary>How long it may take to end when it is asked to; force ends it then.</summary>
    public TimeSpan StopPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Done before each start.</summary>
    public Action Prepare { get; init; } = static () => { };

    /// <summary>Runs beside the process, whether it lives or not, until that is stopped.</summary>
    public Func<CancellationToken, Task> Beside { get; init; } = static _ => Task.CompletedTask;

    /// <summary>Turns a line of output into what the log view shows; null hides it there (the log file has it all).</summary>
    public Func<string, string?> Show { get; init; } = static line => line;
}
