using Ect.Cli.Frame;
using Ect.Cli.Home;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Sdk.Deals;
using Spectre.Console;

namespace Ect.Cli.Deals;

/// <summary>A deal as commands show it.</summary>
internal sealed record DealView(
    Bytes32 Id, AssetRef App, AssetRef? Dataset, AssetRef Pool, Address Requester, Address Scheduler, uint First, uint Size, Amount PricePerTask,
    Amount AppPrice, Amount DatasetPrice, Amount PoolPrice, Amount WorkerStake, Amount Value, Address Payer, ushort Category, ushort Trust, bool IsDirect, bool IsPrivate, string TrustStatement, DateTimeOffset Start, string Params,
    Bytes32 Transaction)
{
    /// <summary>The deal whose tasks it repeats, and which of them; null if its tasks are its own.</summary>
    public RepeatsView? Repeats { get; init; }

    public static DealView Of(DealInfo deal, NameBook names)
    {
        var terms = deal.Terms;
        return new(
            deal.Id,
            AssetRef.Of(AssetKind.App, terms.App, names),
            terms.Dataset.IsZero ? null : AssetRef.Of(AssetKind.Dataset, terms.Dataset, names),
            AssetRef.Of(AssetKind.Pool, terms.Pool, names),
            terms.Requester,
            terms.Scheduler,
            terms.First,
            terms.Size,
            terms.AppPrice + terms.DatasetPrice + terms.PoolPrice,
            terms.AppPrice,
            terms.DatasetPrice,
            terms.PoolPrice,
            terms.WorkerStake,
            terms.Value,
            terms.Payer,
            terms.Category,
            terms.Trust,
            DealMode.IsDirect(terms.Mode),
            DealMode.IsPrivate(terms.Mode),
            Protocol.Deals.TrustStatement.Of(terms),
            DateTimeOffset.FromUnixTimeSeconds((long)terms.Start),
            deal.Params,
            deal.TransactionHash)
        {
            Repeats = RepeatsView.Of(deal),
        };
    }

    public Answer ToAnswer() => Answer.Of(this, static (console, view) => view.Render(console));

    public void Render(IAnsiConsole console)
    {
        console.WriteLine($"deal      {Id}");
        console.WriteLine($"app       {App}");
        if (Dataset is not null)
        {
            console.WriteLine($"dataset   {Dataset}");
        }

        console.WriteLine($"pool      {Pool}");
        console.WriteLine($"requester {Requester}");
        if (Payer != Requester)
        {
            console.WriteLine($"payer     {Payer}, who gets refunds");
        }

        console.WriteLine($"tasks     {Size}, with the indices {First} to {First + Size - 1}");
        console.WriteLine($"price     {PricePerTask} per task (app {AppPrice}, dataset {DatasetPrice}, pool {PoolPrice})");
        console.WriteLine($"trust     {TrustStatement}");
        console.WriteLine($"settled   {(IsDirect ? "on the direct path, each task by itself" : "in batches with other tasks")}");
        console.WriteLine($"matched   {Start:yyyy-MM-dd HH:mm:ss} UTC");
        if (Repeats is not null)
        {
            console.WriteLine($"repeats   tasks {Repeats.Tasks} of deal {Repeats.Deal}");
        }

        if (Params.Length > 0)
        {
            console.WriteLine($"params    {Printable.Of(Params, HubRules.MaxParamsLength)}");
        }
    }
}
