using System.CommandLine;
using System.Numerics;
using Ect.Cli.Assets;
using Ect.Cli.Frame;
using Ect.Cli.Orders;
using Ect.Cli.Running;
using Ect.Cli.Wallets;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Sdk;
using Ect.Sdk.Matchmaking;

namespace Ect.Cli.Matchmaking;

/// <summary>`ect pool find`: which pool a contract would find, what asking costs it, and why no other one.</summary>
internal static class PoolFindCommand
{
    private static readonly string[] Policies = ["first", "cheapest", "best"];
    private static readonly Option<string> Requirements = new("--requirements") { Description = "Only pools (TARGET) of which this is true: a ClassAd expression within what contracts understand", HelpName = "EXPR", DefaultValueFactory = _ => "true" };
    private static readonly Option<string?> Rank = new("--rank") { Description = "Rather pools for which this number is greater", HelpName = "EXPR" };
    private static readonly Option<string?> Policy = new("--policy") { Description = "Which of those that will do: the first, the cheapest, or the best by --rank. Default: best with --rank, else cheapest", HelpName = "first|cheapest|best" };
    private static readonly Option<BigInteger?> MostPrice = AmountOption.Create("--max-price", "Most that a task may cost at the pool");
    private static readonly Option<string?> App = new("--app") { Description = "The app that will run; without it no offer is taken that is for one app only", HelpName = "APP" };
    private static readonly Option<string?> Requester = new("--requester") { Description = "The contract that will buy", HelpName = "WALLET|ADDRESS" };
    private static readonly Option<ulong> From = new("--from") { Description = "Where in the walk to begin", HelpName = "PLACE", DefaultValueFactory = _ => 0 };
    private static readonly Option<int> Most = new("--most") { Description = $"How many pools to look at, 1 to {PoolWish.MaxPools}", HelpName = "N", DefaultValueFactory = _ => 100 };

    public static EctCommand Create()
    {
        Policy.AcceptOnlyFromAmong(Policies);
        var command = new EctCommand(
            "find",
            "Asks the contract on chain which pool meets requirements, as contracts do, and says why it is no other one",
            "ect pool find",
            "ect pool find --requirements \"TARGET.Memory >= 4096 && TARGET.HasGPU\" --max-price 5",
            "ect pool find --requirements \"TARGET.Workers >= 3\" --rank TARGET.Cpus --app hello --trust 2 --json")
        { Requirements, Rank, Policy, MostPrice, App, RunOptions.Dataset, Requester, RunOptions.Trust, RunOptions.Value, RunOptions.Private, OfferOptions.Tag, From, Most };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Policy) is { } policy && policy == "best" != result.GetValue(Rank) is not null)
            {
                result.AddError("--rank says what is best: it goes with --policy best, which needs it.");
            }
        });
        return command.Does(RunAsync);
    }

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Reading();
        var wish = await WishAsync(context, client, cancellation);
        var view = PoolFindView.Of(await client.Matchmaker.FindAsync(wish, cancellation), wish.Policy, context.Names());
        return Answer.Of(view, static (console, shown) => shown.Render(console), view.Found is null ? ExitCode.NotFound : ExitCode.Ok);
    }

    private static async Task<PoolWish> WishAsync(CliContext context, EctClient client, CancellationToken cancellation) => new()
    {
        Requirements = context.Required(Requirements),
        Rank = context.Value(Rank) ?? "",
        Policy = context.Value(Policy) switch
        {
            "first" => MatchPolicy.FirstFit,
            "cheapest" => MatchPolicy.Cheapest,
            _ => context.Value(Rank) is null ? MatchPolicy.Cheapest : MatchPolicy.BestRank,
        },
        MostPrice = context.Value(MostPrice) ?? HubDeployer.MaxSupply,
        App = await AssetAsync(context, client, AssetKind.App, context.Value(App), cancellation),
        Dataset = await AssetAsync(context, client, AssetKind.Dataset, context.Value(RunOptions.Dataset), cancellation),
        Requester = context.Value(Requester) is { } requester ? Receivers.Find(context, requester) : Address.Zero,
        Tag = OfferOptions.TagOf(context),
        Trust = context.Required(RunOptions.Trust),
        Mode = context.Value(RunOptions.Private) ? DealMode.Private : (ushort)0,
        Value = context.Value(RunOptions.Value) ?? BigInteger.Zero,
        From = context.Required(From),
        Most = context.Required(Most),
    };

    private static async Task<BigInteger> AssetAsync(CliContext context, EctClient client, AssetKind kind, string? text, CancellationToken cancellation) =>
        text is null ? BigInteger.Zero : (await AssetNames.FindAsync(context, client, kind, text, cancellation)).Id;
}
