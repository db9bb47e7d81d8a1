using Ect.Cli.Home;
using Ect.Sdk;

namespace Ect.Cli.Frame;

/// <summary>The SDK's client for a command, closed when the command ends.</summary>
internal static class Clients
{
    /// <summary>A client that signs and pays with the command's wallet.</summary>
    public static EctClient Signing(this CliContext context)
    {
        var network = context.Network();
        return context.Own(new EctClient(network, context.Unlock(), context.Time));
    }

    /// <summary>A client that only reads: needs no wallet and no password.</summary>
    public static EctClient Reading(this CliContext context) => context.Own(new EctClient(context.Network(), time: context.Time));

    public static NameBook Names(this CliContext context) => NameBook.Open(context.Home, context.Network());
}
