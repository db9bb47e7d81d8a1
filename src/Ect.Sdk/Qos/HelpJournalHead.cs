using Ect.Ethereum;

namespace Ect.Sdk.Qos;

/// <summary>The first line of a help journal: whose it is.</summary>
/// <param name="Ect">The format: <see cref="Version"/>.</param>
/// <param name="Request">Hash of the bag's request.</param>
/// <param name="ChainId">The chain.</param>
/// <param name="Hub">The hub.</param>
/// <param name="Buyer">Who pays.</param>
internal sealed record HelpJournalHead(string Ect, string Request, ulong ChainId, string Hub, string Buyer)
{
    public const string Version = "help-journal/1";

    public static HelpJournalHead Of(Bytes32 request, ulong chainId, Address hub, Address buyer) =>
        new(Version, request.ToString(), chainId, hub.ToString(), buyer.ToString());
}
