using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Cli.Wallets;
using Ect.Contracts;
using Ect.Protocol.Apps;
using Ect.Sdk.Assets;
using Ect.Sdk.Errors;

namespace Ect.Cli.Assets;

internal static class AssetPublishCommand
{
    private static readonly Option<string?> Name = new("--name") { Description = "Name for it here and on chain. Default: the file's name", HelpName = "NAME" };
    private static readonly Option<string?> About = new("--description") { Description = "One sentence about it", HelpName = "TEXT" };

    public static EctCommand Create(AssetKind kind)
    {
        var isApp = kind == AssetKind.App;
        var path = new Argument<string?>("FILE")
        {
            Description = isApp ? "A WebAssembly program for WASI preview 1, or an application's manifest (docs/apps.md)" : "The dataset, one file",
            Arity = isApp ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
        };
        string[] examples = isApp
            ? ["ect app publish hello.wasm --name hello", "ect app publish --image ffmpeg.tar --name ffmpeg --entrypoint /bin/ffmpeg --compare '{\"kind\":\"exact\",\"ignore\":[\"stderr.txt\"]}'"]
            : ["ect dataset publish rates.csv --name rates --description \"monthly exchange rates\""];
        var command = new EctCommand("publish", $"Uploads the {(isApp ? "application" : "dataset")} and registers it: the wallet owns it as a token. Publishing the same again changes nothing", examples) { path, Name, About };
        foreach (var option in isApp ? AppManifestOptions.All : [])
        {
            command.Add(option);
        }

        return command.Does((context, cancellation) => isApp ? PublishAppAsync(context, context.Value(path), cancellation) : PublishAsync(context, kind, context.Value(path)!, context.Value(path)!, cancellation));
    }

    private static async Task<Answer> PublishAppAsync(CliContext context, string? file, CancellationToken cancellation)
    {
        var named = file ?? AppManifestOptions.ImageOf(context);
        if (named is null || (file is not null && AppManifestOptions.ImageOf(context) is not null))
        {
            throw new EctException(ErrorCode.Usage, "An application is either a FILE or --image ARCHIVE.", "Give one of them.");
        }

        CheckManifest(file);
        if (await AppManifestOptions.BuildAsync(context, context.Signing(), file, cancellation) is not { } manifest)
        {
            return await PublishAsync(context, AssetKind.App, named, named, cancellation);
        }

        var folder = Directory.CreateTempSubdirectory("ect-app-");
        try
        {
            var path = Path.Combine(folder.FullName, "app.json");
            await File.WriteAllTextAsync(path, manifest, cancellation);
            return await PublishAsync(context, AssetKind.App, path, named, cancellation);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // A manifest that no worker can read would be registered for ever.
    private static void CheckManifest(string? file)
    {
        if (file is null || !File.Exists(file))
        {
            return;
        }

        using var stream = File.OpenRead(file);
        var bytes = new byte[AppManifest.MaxBytes + 1];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (!AppFile.IsManifest(bytes.AsSpan(0, length)))
        {
            return;
        }

        try
        {
            AppManifest.Parse(bytes.AsSpan(0, length));
        }
        catch (FormatException e)
        {
            throw new EctException(ErrorCode.InvalidFile, $"'{file}': {e.Message}", "docs/apps.md describes manifests.", e);
        }
    }

    private static async Task<Answer> PublishAsync(CliContext context, AssetKind kind, string file, string named, CancellationToken cancellation)
    {
        var name = WalletName.Check(context.Value(Name) ?? Path.GetFileNameWithoutExtension(named), kind.ToString());
        var client = context.Signing();
        var published = await client.Assets.PublishAsync(kind, file, new AssetMetadata { Name = name, Description = context.Value(About) }, cancellation: cancellation);
        return PublicationView.Remember(context, published, name);
    }
}
