using Ect.Cli.Frame;
using Ect.Sdk.Assets;
using Spectre.Console;

namespace Ect.Cli.Assets;

internal static class PublicationView
{
    /// <summary>Gives the asset its local name and shows it.</summary>
    public static Answer Remember(CliContext context, Publication published, string name)
    {
        var names = context.Names();
        names.Set(published.Asset.Kind, name, published.Asset.Id);
        return Answer.Of(new { isNew = published.IsNew, asset = AssetView.Of(published.Asset, names) }, static (console, view) =>
        {
            console.WriteLine(view.isNew ? "Published." : "Was published already; nothing was sent to the chain.");
            view.asset.Render(console);
        });
    }
}
