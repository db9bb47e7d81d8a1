using Ect.Ethereum;
using Ect.Sdk.Tasks;

namespace Ect.Cli.Deals;

/// <summary>A task after `deal close`: what was done for it, and where it stands now.</summary>
// Done: none, openReveal, finalize or claim.
// Why: Why it stands there, and from when on more can be done.
// Problem: Why the step failed; null if it did not.
internal sealed record ClosedTask(uint Index, Bytes32 Task, PublicStep Done, string Status, string Why, string? Problem)
{
    public string[] Cells() => [$"{Index}", Done switch
    {
        _ when Problem is not null => "failed",
        PublicStep.OpenReveal => "reveal phase opened",
        PublicStep.Finalize => "finalised",
        PublicStep.Claim => "claimed",
        _ => "nothing",
    }, Status, Problem ?? Why];
}
