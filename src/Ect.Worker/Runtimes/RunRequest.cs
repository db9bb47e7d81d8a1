using Ect.Protocol.Apps;
using Ect.Protocol.Machines;
using Ect.Worker.Runtimes.Checkpoints;

namespace Ect.Worker.Runtimes;

/// <summary>One run of one application.</summary>
public sealed record RunRequest
{
    /// <summary>Length of <see cref="Seed"/> in bytes.</summary>
    public const int SeedLength = 32;

    /// <summary>
    /// The application's file on this machine: for the WebAssembly runtime a module for WASI preview 1, for an
    /// <see cref="AppLauncher"/> whatever is registered, a module or a manifest. Containers need none.
    /// </summary>
    public required string AppPath { get; init; }

    /// <summary>What the application says of itself; null for a bare module.</summary>
    public AppManifest? App { get; init; }

    /// <summary>Arguments after the program's own name, which is always <c>app</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Environment variables; the application sees them sorted by name and nothing of the machine's own.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Folder that the application reads as <c>/in</c>: files and folders only, no links. Never written.</summary>
    public required string InputFolder { get; init; }

    /// <summary>Folder that receives what the application writes to <c>/out</c>. Must exist and be empty.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>
    /// <see cref="SeedLength"/> bytes from which all randomness of the run is derived; equal on every worker of a task.
    /// </summary>
    public required ReadOnlyMemory<byte> Seed { get; init; }

    /// <summary>What the deal bought beside the computation: a network, machines of one class.</summary>
    public MachineNeeds Needs { get; init; } = MachineNeeds.None;

    /// <summary>What the application may use. Must be equal on every worker of a task, since applications can notice it.</summary>
    public RunLimits Limits { get; init; } = new();

    /// <summary>Holds the application while it is closed: that time is none of <see cref="RunLimits.WallTime"/>, and has no effect on a WebAssembly run or its result.</summary>
    public RunGate Gate { get; init; } = new(TimeProvider.System);

    /// <summary>Where its last snapshot is kept and looked for if its manifest says that it saves its state; null for nowhere. Has no effect on the result.</summary>
    internal TaskCheckpoint? Checkpoint { get; init; }

    /// <summary>Who sees the standard streams while the application runs; null for nobody. Has no effect on the run or its result.</summary>
    public IOutputTap? Tap { get; init; }
}
