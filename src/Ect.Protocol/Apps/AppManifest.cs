using Ect.Protocol.Machines;

namespace Ect.Protocol.Apps;

/// <summary>
/// What an application is, when it is more than a bare WebAssembly module: a JSON file that is registered in the module's
/// place. Its checksum on chain covers everything that it says.
/// </summary>
public abstract record AppManifest
{
    /// <summary>The member that marks the format, and its value.</summary>
    public const string Format = "app/1";

    /// <summary>Largest manifest in bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    private AppManifest()
    {
    }

    /// <summary>What runs it.</summary>
    public abstract AppRuntime Runtime { get; }

    /// <summary>How its result becomes the form that workers agree on. Default: the bytes as they are.</summary>
    public Comparison Compare { get; init; } = Comparison.Exact.Default;

    /// <summary>What must be the same on all machines that compute one task. Default: nothing.</summary>
    public HostSameness Hosts { get; init; }

    /// <summary>Which machines will do, as <see cref="MachineNeeds.Requirements"/>. Default: all.</summary>
    public string Requirements { get; init; } = "";

    /// <summary>Which machines are better, as <see cref="MachineNeeds.Rank"/>. Default: all are equal.</summary>
    public string Rank { get; init; } = "";

    /// <summary>Reads a manifest. White space and the order of members are free, unknown and repeated members are refused.</summary>
    /// <exception cref="FormatException">No valid manifest; the message names the member, its position, the value and the rule.</exception>
    public static AppManifest Parse(ReadOnlySpan<byte> json) => AppManifestJson.Parse(json);

    /// <summary>The canonical text: compact, members in a fixed order, those with their default left out.</summary>
    /// <exception cref="FormatException">The manifest breaks a rule.</exception>
    public string ToCanonicalJson() => AppManifestJson.Write(this);

    /// <summary>A WebAssembly module with something to say about it.</summary>
    /// <param name="Module">Content id of the module.</param>
    public sealed record Wasm(string Module) : AppManifest
    {
        /// <summary>Largest <see cref="CheckpointBytes"/>: 64 MiB.</summary>
        public const long MaxCheckpointBytes = 64L << 20;

        /// <summary>Most bytes of the state from which it can go on after an interruption, 1 to <see cref="MaxCheckpointBytes"/>. Default 0: it keeps no state.</summary>
        public long CheckpointBytes { get; init; }

        /// <inheritdoc/>
        public override AppRuntime Runtime => AppRuntime.Wasm;
    }

    /// <summary>A container image.</summary>
    /// <param name="Image">Where the image comes from, and what it must be.</param>
    public sealed record Oci(ImageSource Image) : AppManifest
    {
        /// <summary>Default of <see cref="MemoryBytes"/>: 256 MiB.</summary>
        public const long DefaultMemoryBytes = 256L << 20;

        /// <summary>Least <see cref="MemoryBytes"/>: 16 MiB.</summary>
        public const long MinMemoryBytes = 16L << 20;

        /// <summary>Largest <see cref="MemoryBytes"/>: 64 GiB.</summary>
        public const long MaxMemoryBytes = 64L << 30;

        /// <summary>Default of <see cref="Pids"/>.</summary>
        public const int DefaultPids = 64;

        /// <summary>Largest <see cref="Pids"/>.</summary>
        public const int MaxPids = 4096;

        /// <inheritdoc/>
        public override AppRuntime Runtime => AppRuntime.Oci;

        /// <summary>Program and first arguments, in the place of the image's own; empty for the image's own. At most 64.</summary>
        public IReadOnlyList<string> Entrypoint { get; init; } = [];

        /// <summary>
        /// Memory in bytes, of all processes together and of what they write to <c>/out</c>, <c>/tmp</c> and <c>/dev/shm</c>.
        /// </summary>
        public long MemoryBytes { get; init; } = DefaultMemoryBytes;

        /// <summary>Processes and threads at the same time. 1 to <see cref="MaxPids"/>.</summary>
        public int Pids { get; init; } = DefaultPids;

        /// <summary>Whether it asks for a network. It gets one only if the deal buys it and the worker's owner allows it.</summary>
        public bool Network { get; init; }
    }
}
