using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Cli.Wallets;
using Ect.Contracts;

namespace Ect.Cli.Assets;

internal static class AssetNameCommand
{
    public static EctCommand Create(AssetKind kind)
    {
        var noun = AssetGroup.NounOf(kind);
        var id = new Argument<string>("ID") { Description = "Id, or the beginning of one" };
        var name = new Argument<string>("NAME") { Description = "Your own name for it" };
        return new EctCommand("name", $"Gives a {noun} a name of your own, known on this machine only", $"ect {noun} name 0x3fa9 hello") { id, name }
            .Does(async (context, cancellation) =>
            {
                var chosen = WalletName.Check(context.Required(name), noun);
                var asset = await AssetNames.FindAsync(context, context.Reading(), kind, context.Required(id), cancellation);
                var names = context.Names();
                names.Set(kind, chosen, asset.Id);
                return Answer.Of(AssetView.Of(asset, names), static (console, view) => view.Render(console));
            });
    }
}
