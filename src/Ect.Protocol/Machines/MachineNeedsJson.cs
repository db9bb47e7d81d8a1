using System.Text.Json;
using Ect.Protocol.Apps;
using Ect.Protocol.Preferences;

namespace Ect.Protocol.Machines;

/// <summary>The member <c>needs</c> of params.</summary>
internal static class MachineNeedsJson
{
    public static MachineNeeds Read(MachineNeedsDocument? document) => document is null ? MachineNeeds.None : new()
    {
        Runtime = document.Runtime is null ? AppRuntime.Wasm : AppRuntimeNames.Parse("needs.runtime", document.Runtime),
        MemoryBytes = document.Memory ?? 0,
        Network = document.Network ?? false,
        Hosts = HostSamenessNames.Parse("needs.hosts", document.Hosts),
        Requirements = document.Requirements ?? "",
        Rank = document.Rank ?? "",
        Prefer = document.Prefer ?? "",
        Ad = document.Ad ?? "",
    };

    /// <exception cref="FormatException">A number is out of range, or an expression is none.</exception>
    public static void Validate(MachineNeeds needs)
    {
        if (needs.MemoryBytes is < 0 or > MachineNeeds.MaxMemoryBytes)
        {
            throw new FormatException($"needs.memory is {needs.MemoryBytes}; 0 to {MachineNeeds.MaxMemoryBytes} bytes are allowed.");
        }

        AdExpression.Check("needs.requirements", needs.Requirements);
        AdExpression.Check("needs.rank", needs.Rank);
        AdExpression.CheckAd("needs.ad", needs.Ad, JobAd.Names);
        if (needs.Prefer.Length > 0)
        {
            Preference.Parse(needs.Prefer);
            if (needs.Rank.Length > 0)
            {
                throw new FormatException("needs.rank and needs.prefer both choose among machines; give one of them.");
            }
        }
    }

    public static void Write(Utf8JsonWriter writer, MachineNeeds needs)
    {
        if (needs == MachineNeeds.None)
        {
            return;
        }

        writer.WriteStartObject("needs");
        if (needs.Runtime != AppRuntime.Wasm)
        {
            writer.WriteString("runtime", needs.Runtime.Name());
        }

        if (needs.MemoryBytes != 0)
        {
            writer.WriteNumber("memory", needs.MemoryBytes);
        }

        if (needs.Network)
        {
            writer.WriteBoolean("network", true);
        }

        if (needs.Hosts.Name() is { } hosts)
        {
            writer.WriteString("hosts", hosts);
        }

        AdExpression.Write(writer, "requirements", needs.Requirements);
        AdExpression.Write(writer, "rank", needs.Rank);
        AdExpression.Write(writer, "prefer", needs.Prefer);
        AdExpression.Write(writer, "ad", needs.Ad);

        writer.WriteEndObject();
    }
}
