using Ect.Protocol.Apps;
using Ect.Protocol.Preferences;
using Ect.Protocol.Tasks;

namespace Ect.Protocol.Machines;

/// <summary>
/// What a task needs of the machines that compute it. Its application's manifest says it; the request's params repeat it, so
/// that a scheduler knows without the application's content whom to ask, and so that what costs trust, a network, is bought.
/// </summary>
public sealed record MachineNeeds
{
    /// <summary>Largest <see cref="MemoryBytes"/>: 64 GiB.</summary>
    public const long MaxMemoryBytes = AppManifest.Oci.MaxMemoryBytes;

    /// <summary>Nothing that not every worker has.</summary>
    public static MachineNeeds None { get; } = new();

    /// <summary>What runs the application. Default: <see cref="AppRuntime.Wasm"/>, which every worker has.</summary>
    public AppRuntime Runtime { get; init; } = AppRuntime.Wasm;

    /// <summary>Memory in bytes that the runtime must be allowed to give; 0 if nothing is said.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Whether the application may use a network: bought with the deal, granted by workers whose owners allow it.</summary>
    public bool Network { get; init; }

    /// <summary>What must be the same on all machines that compute one task.</summary>
    public HostSameness Hosts { get; init; }

    /// <summary>Which machines will do: a ClassAd expression that must be true in view of the machine's ad (TARGET) and the task's own (MY). Empty for all.</summary>
    public string Requirements { get; init; } = "";

    /// <summary>Which machines are better: a ClassAd expression likewise, whose number is the greater the better. Empty if all are equal.</summary>
    public string Rank { get; init; } = "";

    /// <summary>
    /// What the requester cares for where several machines will do, as <see cref="Preference.Parse"/> reads it: a preset or weights.
    /// In the place of a rank. Empty if nothing is said.
    /// </summary>
    public string Prefer { get; init; } = "";

    /// <summary>
    /// What else the task says of itself, for machines' and pools' requirements and ranks: a ClassAd, [ Project = "maps" ], without what the deal itself
    /// says (<see cref="JobAd.Names"/>). Empty if nothing.
    /// </summary>
    public string Ad { get; init; } = "";

    /// <summary>The preference; null if nothing is said, or what is said cannot be read.</summary>
    public Preference? PreferenceOrNone
    {
        get
        {
            try
            {
                return Prefer.Length == 0 ? null : Preference.Parse(Prefer);
            }
            catch (FormatException)
            {
                return null;
            }
        }
    }

    /// <summary>What an application says of itself.</summary>
    public static MachineNeeds Of(AppManifest manifest) => (manifest is AppManifest.Oci oci
        ? new MachineNeeds { Runtime = AppRuntime.Oci, MemoryBytes = oci.MemoryBytes, Network = oci.Network }
        : None) with { Hosts = manifest.Hosts, Requirements = manifest.Requirements, Rank = manifest.Rank };

    /// <summary>With what a requester wishes beside it: its requirements too must be true, and its rank or preference is the one that counts.</summary>
    public MachineNeeds And(MachineNeeds wishes) => this with
    {
        Requirements = Requirements.Length == 0 || Requirements == wishes.Requirements ? wishes.Requirements
            : wishes.Requirements.Length == 0 ? Requirements
            : $"({Requirements}) && ({wishes.Requirements})",
        Rank = wishes.Rank.Length > 0 ? wishes.Rank : wishes.Prefer.Length > 0 ? "" : Rank,
        Prefer = wishes.Prefer,
        Ad = wishes.Ad,
    };

    /// <summary>What a deal's params say. Those that cannot be read need nothing: whoever computes the task says what is wrong with them.</summary>
    public static MachineNeeds OfParams(string text)
    {
        try
        {
            return TaskParams.Parse(text).Needs;
        }
        catch (FormatException)
        {
            return None;
        }
    }
}
