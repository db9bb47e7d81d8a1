using Ect.Ethereum;

namespace Ect.Sdk.Workflows;

/// <summary>The first line of a journal: whose it is. A journal of something else is refused, since what it says was bought elsewhere.</summary>
/// <param name="Ect">The format: <see cref="Version"/>.</param>
/// <param name="Flow">Hash of the workflow, its uploads replaced by content ids.</param>
/// <param name="ChainId">The chain.</param>
/// <param name="Hub">The hub.</param>
/// <param name="Buyer">Who pays.</param>
internal sealed record JournalHead(string Ect, string Flow, ulong ChainId, string Hub, string Buyer)
{
    public const string Version = "flow-journal/1";

    public static JournalHead Of(Workflow workflow, ulong chainId, Address hub, Address buyer) =>
        new(Version, Keccak256.Hash(WorkflowJson.Write(workflow)).ToString(), chainId, hub.ToString(), buyer.ToString());
}
