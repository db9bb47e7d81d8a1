namespace Ect.Worker.Runtimes.Containers;

/// <summary>What a worker lends to containers.</summary>
public sealed record ContainerOptions
{
    /// <summary>Largest image, packed and unpacked, in bytes: 2 GiB. The same for every worker, since a larger one is its owner's fault.</summary>
    public const long MaxImageBytes = 2048 * MiB;

    private const long MiB = 1 << 20;

    /// <summary>
    /// The engine's address, <c>unix:///…</c> or <c>tcp://…</c>; of Docker or Podman. It must be on this machine: it reads
    /// inputs from the worker's data folder. Null for <c>DOCKER_HOST</c>, else <c>/var/run/docker.sock</c>.
    /// </summary>
    public Uri? Engine { get; init; }

    /// <summary>Processor cores of one container. Default 1: a slot is a core. 0.1 to 1,024.</summary>
    public double Cpus { get; init; } = 1;

    /// <summary>Largest memory that a manifest may ask for, in bytes; null for the engine's machine. At least 16 MiB.</summary>
    public long? MaxMemoryBytes { get; init; }

    /// <summary>Size of <c>/tmp</c> in bytes, which counts as the container's memory. Default 64 MiB; at least 1 MiB.</summary>
    public long TmpBytes { get; init; } = 64 * MiB;

    /// <summary>Disk for images that this worker loaded, in bytes; the least recently used go first. Default 8 GiB; at least 64 MiB.</summary>
    public long ImageBudgetBytes { get; init; } = 8192 * MiB;

    /// <summary>What must stay free on the engine's disk while an image is pulled, in bytes. Default 1 GiB; 0 for nothing.</summary>
    public long MinFreeDiskBytes { get; init; } = 1024 * MiB;

    /// <summary>What the engine's disk may lose while an image is pulled, in bytes: packed layers lie beside unpacked ones. Default 4 GiB; at least 1 MiB.</summary>
    public long MaxPullBytes { get; init; } = 2 * MaxImageBytes;

    /// <summary>Registries that images are pulled from, such as <c>ghcr.io</c>. Whoever writes a manifest names the host that this worker connects to.</summary>
    public IReadOnlyList<string> Registries { get; init; } = ["docker.io", "ghcr.io", "quay.io"];

    /// <summary>Whether applications that asked for a network, in deals that bought one, get it. Default false.</summary>
    public bool AllowNetwork { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="WorkerStartException">Names the option, its value and what is allowed.</exception>
    public void Validate()
    {
        Require(Engine is null or { IsAbsoluteUri: true, Scheme: "unix" or "tcp" or "http" or "https" or "npipe" }, nameof(Engine), Engine, "unix:///PATH or tcp://HOST:PORT");
        Require(Cpus is >= 0.1 and <= 1024, nameof(Cpus), Cpus, "0.1 to 1,024");
        Require(MaxMemoryBytes is null or >= 16 * MiB, nameof(MaxMemoryBytes), MaxMemoryBytes, "at least 16 MiB");
        Require(TmpBytes >= MiB, nameof(TmpBytes), TmpBytes, "at least 1 MiB");
        Require(ImageBudgetBytes >= 64 * MiB, nameof(ImageBudgetBytes), ImageBudgetBytes, "at least 64 MiB");
        Require(MinFreeDiskBytes >= 0, nameof(MinFreeDiskBytes), MinFreeDiskBytes, "0 or more");
        Require(MaxPullBytes >= MiB, nameof(MaxPullBytes), MaxPullBytes, "1 MiB or more");
    }

    private static void Require(bool holds, string name, object? value, string rule)
    {
        if (!holds)
        {
            throw new WorkerStartException($"Container option {name} is {value ?? "missing"}; it must be {rule}.");
        }
    }
}
