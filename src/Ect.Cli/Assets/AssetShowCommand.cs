using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Contracts;

namespace Ect.Cli.Assets;

internal static class AssetShowCommand
{
    public static EctCommand Create(AssetKind kind)
    {
        var noun = AssetGroup.NounOf(kind);
        var which = new Argument<string>(noun.ToUpperInvariant()) { Description = "Local name, id, or the beginning of an id" };
        return new EctCommand("show", $"Shows one {noun}", $"ect {noun} show hello", $"ect {noun} show 0x3fa9 --json") { which }
            .Does(async (context, cancellation) =>
            {
                var client = context.Reading();
                var asset = await AssetNames.FindAsync(context, client, kind, context.Required(which), cancellation);
                var roster = kind == AssetKind.Pool ? await client.Seats.RosterAsync(asset.Id, cancellation) : null;
                return Answer.Of(AssetView.Of(asset, context.Names()) with { Roster = roster }, static (console, view) => view.Render(console));
            });
    }
}
