using Ect.Protocol.Apps;

namespace Ect.Protocol.Machines;

/// <summary>The sameness as manifests and params write it.</summary>
internal static class HostSamenessNames
{
    /// <summary>The name; null for what is not written.</summary>
    public static string? Name(this HostSameness hosts) => hosts switch
    {
        HostSameness.Any => null,
        HostSameness.Processor => "processor",
        HostSameness.Runtime => "runtime",
        HostSameness.Machine => "machine",
        _ => throw new ArgumentOutOfRangeException(nameof(hosts), hosts, "No sameness of hosts."),
    };

    /// <exception cref="FormatException">No such name.</exception>
    public static HostSameness Parse(string member, string? name) => name switch
    {
        null or "any" => HostSameness.Any,
        "processor" => HostSameness.Processor,
        "runtime" => HostSameness.Runtime,
        "machine" => HostSameness.Machine,
        _ => throw new FormatException($"{member} is '{Shown.Of(name)}'; it must be any, processor, runtime or machine (the same processor and the same runtime)."),
    };
}
