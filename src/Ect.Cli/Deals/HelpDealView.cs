using Ect.Cli.Frame;
using Ect.Cli.Home;
using Ect.Ethereum;
using Ect.Sdk.Qos;

namespace Ect.Cli.Deals;

/// <summary>A deal that repeats some of a bag's tasks.</summary>
internal sealed record HelpDealView(Bytes32 Deal, AssetRef Pool, Amount Price, IReadOnlyList<HelpTaskView> Tasks)
{
    public static HelpDealView Of(HelpDeal help, BagState state, NameBook names) => new(
        help.Deal.Id,
        AssetRef.Of(Contracts.AssetKind.Pool, help.Deal.Terms.Pool, names),
        help.Price,
        [.. help.Tasks.Select(task => new HelpTaskView(task.Repeated, help.Deal.TaskAt(task.Own), state.Results.GetValueOrDefault(task.Repeated)?.Task == help.Deal.TaskAt(task.Own)))]);

    public string Text() => $"deal {ShortId.Of(Deal)} in pool {Pool.Short}: {Tasks.Count} {(Tasks.Count == 1 ? "task" : "tasks")} again for {Price}, of which {Tasks.Count(task => task.WasFirst)} came first";
}
