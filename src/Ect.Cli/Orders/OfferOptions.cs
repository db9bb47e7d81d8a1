using System.CommandLine;
using System.Numerics;
using Ect.Cli.Assets;
using Ect.Cli.Frame;
using Ect.Cli.Wallets;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Sdk;

namespace Ect.Cli.Orders;

/// <summary>What the three kinds of offers have in common.</summary>
internal static class OfferOptions
{
    public static Option<BigInteger?> Price { get; } = Required(AmountOption.Create("--price", "Price per task"));

    public static Option<uint> Volume { get; } = new("--volume") { Description = "Tasks that the offer may serve in all", HelpName = "TASKS", DefaultValueFactory = _ => 1000 };

    public static Option<string?> Tag { get; } = new("--tag") { Description = "Features, one bit each: what an app or dataset needs, what a pool has. 0x and 64 digits", HelpName = "BITS" };

    public static DurationOption ExpiresIn { get; } = new("--expires-in", "How long the offer holds", TimeSpan.FromDays(30));

    public static Option<string?> ForApp { get; } = new("--only-app") { Description = "Only together with this app", HelpName = "APP" };

    public static Option<string?> ForDataset { get; } = new("--only-dataset") { Description = "Only together with this dataset", HelpName = "DATASET" };

    public static Option<string?> ForPool { get; } = new("--only-pool") { Description = "Only in this pool", HelpName = "POOL" };

    public static Option<string?> ForRequester { get; } = new("--only-requester") { Description = "Only for this requester", HelpName = "WALLET|ADDRESS" };

    public static Bytes32 TagOf(CliContext context) => context.Value(Tag) is not { } text ? Bytes32.Zero
        : Bytes32.TryParse(text, out var tag) ? tag
        : throw new Sdk.Errors.EctException(Sdk.Errors.ErrorCode.InvalidValue, $"Tag '{text}' is not 0x and 64 hexadecimal digits.");

    public static async Task<BigInteger> AssetAsync(CliContext context, EctClient client, AssetKind kind, Option<string?> option, CancellationToken cancellation) =>
        context.Value(option) is { } text ? (await AssetNames.FindAsync(context, client, kind, text, cancellation)).Id : BigInteger.Zero;

    public static Address RequesterOf(CliContext context) => context.Value(ForRequester) is { } text ? Receivers.Find(context, text) : Address.Zero;

    /// <summary>Last second of validity.</summary>
    public static async Task<ulong> ExpiryAsync(CliContext context, EctClient client, DurationOption option, CancellationToken cancellation) =>
        await client.Tasks.NowAsync(cancellation) + (ulong)context.Span(option).TotalSeconds;

    private static Option<T> Required<T>(Option<T> option)
    {
        option.Required = true;
        return option;
    }
}
