using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Cli.Wallets;
using Ect.Contracts;
using Ect.Sdk.Assets;

namespace Ect.Cli.Assets;

internal static class AssetPublishCommand
{
    private static readonly Option<string?> Name = new("--name") { Description = "Name for it here and on chain. Default: the file's name", HelpName = "NAME" };
    private static readonly Option<string?> About = new("--description") { Description = "One sentence about it", HelpName = "TEXT" };

    public static EctCommand Create(AssetKind kind)
    {
        var (noun, file, example) = kind == AssetKind.App
            ? ("application", "A WebAssembly program for WASI preview 1", "ect app publish hello.wasm --name hello")
            : ("dataset", "The dataset, one file", "ect dataset publish rates.csv --name rates --description \"monthly exchange rates\"");
        var path = new Argument<string>("FILE") { Description = file };
        return new EctCommand("publish", $"Uploads the {noun} and registers it: the wallet owns it as a token. Publishing the same again changes nothing", example) { path, Name, About }
            .Does((context, cancellation) => RunAsync(context, kind, context.Required(path), cancellation));
    }

    private static async Task<Answer> RunAsync(CliContext context, AssetKind kind, string file, CancellationToken cancellation)
    {
        var name = WalletName.Check(context.Value(Name) ?? Path.GetFileNameWithoutExtension(file), kind.ToString());
        var client = context.Signing();
        var published = await client.Assets.PublishAsync(kind, file, new AssetMetadata { Name = name, Description = context.Value(About) }, cancellation: cancellation);
        return PublicationView.Remember(context, published, name);
    }
}
