using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Cli.Wallets;
using Ect.Contracts;
using Spectre.Console;

namespace Ect.Cli.Assets;

internal static class AssetListCommand
{
    private static readonly Option<string?> Owner = new("--owner") { Description = "Only those of this owner: a wallet's name or an address", HelpName = "WALLET|ADDRESS" };

    public static EctCommand Create(AssetKind kind)
    {
        var noun = AssetGroup.NounOf(kind);
        return new EctCommand("list", $"Lists the {noun}s of the network", $"ect {noun} list", $"ect {noun} list --owner alice --json") { Owner }
            .Does((context, cancellation) => RunAsync(context, kind, cancellation));
    }

    private static async Task<Answer> RunAsync(CliContext context, AssetKind kind, CancellationToken cancellation)
    {
        var owner = context.Value(Owner) is { } text ? Receivers.Find(context, text) : (Ethereum.Address?)null;
        var names = context.Names();
        var assets = (await context.Reading().Assets.ListAsync(kind, owner, cancellation)).Select(asset => AssetView.Of(asset, names)).ToArray();
        return Answer.Of(new { assets }, (console, _) =>
        {
            if (assets.Length == 0)
            {
                console.WriteLine($"No {AssetGroup.NounOf(kind)}s yet: publish one with `ect {AssetGroup.NounOf(kind)} publish`.");
                return;
            }

            console.Write(Tables.Of(["id", "name", "owner", "title"], assets.Select(asset => new[] { ShortId.Of(asset.Id), asset.Name ?? "", context.People.NameOf(asset.Owner), asset.Title ?? "" })));
        });
    }
}
