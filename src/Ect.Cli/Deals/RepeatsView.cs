using Ect.Ethereum;
using Ect.Sdk.Deals;
using Ect.Sdk.Qos;

namespace Ect.Cli.Deals;

/// <summary>Which tasks of which deal a deal repeats, in its own order.</summary>
internal sealed record RepeatsView(Bytes32 Deal, string Tasks)
{
    public static RepeatsView? Of(DealInfo deal) => HelpDeal.TryOf(deal) is { Repeats: var repeats } ? new(repeats.Deal, repeats.Tasks.ToString()) : null;
}
