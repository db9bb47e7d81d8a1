using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ect.Cli.Frame;
using Ect.Protocol.Apps;
using Ect.Sdk;
using Ect.Sdk.Errors;
using Ect.Worker.Runtimes.Containers;
using Ect.Worker.Runtimes.Containers.Images;

namespace Ect.Cli.Assets;

/// <summary>The options of <c>ect app publish</c> that go into an application's manifest, and the manifest that they make.</summary>
internal static class AppManifestOptions
{
    private static readonly Option<string?> Image = new("--image") { Description = "A container image in the place of FILE: a tar archive, as 'docker save' or an OCI layout writes it", HelpName = "ARCHIVE" };
    private static readonly Option<string[]> Entrypoint = new("--entrypoint") { Description = "Program and first arguments of the image, one each time. Default: the image's own", HelpName = "PART" };
    private static readonly Option<long?> Memory = new("--memory") { Description = "Memory of the container in bytes, files in /out and /tmp included. Default: 268435456", HelpName = "BYTES" };
    private static readonly Option<int?> Pids = new("--pids") { Description = "Processes and threads of the container at the same time. Default: 64", HelpName = "N" };
    private static readonly Option<string?> Compare = new("--compare") { Description = "How results become the form that workers agree on: the manifest's member 'compare' as JSON (docs/apps.md). Default: the bytes as they are", HelpName = "JSON" };

    private static readonly Option<long?> Checkpoint = new("--checkpoint") { Description = "The program saves its state, at most so many bytes, and goes on from it on a worker that was restarted (docs/apps.md). Default: it begins anew", HelpName = "BYTES" };
    private static readonly Option<string?> Hosts = new("--hosts") { Description = "Machines of one class alone compute a task: of the same processor, the same runtime, or both (machine). Default: any", HelpName = "any|processor|runtime|machine" };
    private static readonly Option<bool> AsksForNetwork = new("--asks-for-network") { Description = "The container wants a network. Its buyers must allow it, and workers whose owners do alone can run it" };

    private static readonly Option<string?> Requirements = new("--requirements") { Description = "Only machines of whose ads (TARGET) this is true, such as \"TARGET.Memory >= 8192\"", HelpName = "EXPR" };
    private static readonly Option<string?> Rank = new("--rank") { Description = "Rather machines for which this number is greater, such as TARGET.Score", HelpName = "EXPR" };

    public static IEnumerable<Option> All => [Image, Entrypoint, Memory, Pids, AsksForNetwork, Checkpoint, Compare, Hosts, Requirements, Rank];

    /// <summary>Whether a container image is published.</summary>
    public static string? ImageOf(CliContext context) => context.Value(Image);

    /// <summary>Uploads what the manifest names and gives its text; null if the file is to be registered as it is.</summary>
    /// <param name="context">The command line.</param>
    /// <param name="client">Uploads.</param>
    /// <param name="file">FILE, if it was given.</param>
    /// <param name="cancellation">Stops the upload.</param>
    /// <exception cref="EctException">The image or an option is not valid.</exception>
    public static async Task<string?> BuildAsync(CliContext context, EctClient client, string? file, CancellationToken cancellation)
    {
        try
        {
            if (ImageOf(context) is { } image)
            {
                return await OciAsync(context, client, image, cancellation);
            }

            return file is not null && ((context.Value(Compare) ?? context.Value(Hosts) ?? context.Value(Requirements) ?? context.Value(Rank)) is not null || context.Value(Checkpoint) is not null)
                ? Checked(new JsonObject { ["runtime"] = "wasm", ["module"] = (await client.Assets.UploadAsync(file, cancellation: cancellation)).ToString() }, context)
                : null;
        }
        catch (FormatException e)
        {
            throw new EctException(ErrorCode.InvalidValue, e.Message, "docs/apps.md describes manifests and images.", e);
        }
    }

    private static async Task<string> OciAsync(CliContext context, EctClient client, string image, CancellationToken cancellation)
    {
        if (!File.Exists(image))
        {
            throw new EctException(ErrorCode.FileNotFound, $"Image archive '{image}' does not exist.", "Write one with 'docker save -o image.tar NAME'.");
        }

        var digest = ImageFile.Examine(image, ContainerOptions.MaxImageBytes);
        var manifest = new JsonObject
        {
            ["runtime"] = "oci",
            ["image"] = new JsonObject { ["archive"] = (await client.Assets.UploadAsync(image, cancellation: cancellation)).ToString(), ["digest"] = digest },
        };
        if (context.Value(Entrypoint) is { Length: > 0 } entrypoint)
        {
            manifest["entrypoint"] = new JsonArray([.. entrypoint.Select(part => JsonValue.Create(part))]);
        }

        if (context.Value(Memory) is { } memory)
        {
            manifest["memory"] = memory;
        }

        if (context.Value(Pids) is { } pids)
        {
            manifest["pids"] = pids;
        }

        if (context.Value(AsksForNetwork))
        {
            manifest["network"] = true;
        }

        return Checked(manifest, context);
    }

    private static string Checked(JsonObject manifest, CliContext context)
    {
        manifest["ect"] = AppManifest.Format;
        if (context.Value(Checkpoint) is { } checkpoint)
        {
            manifest["checkpoint"] = checkpoint;
        }

        if (context.Value(Hosts) is { } hosts)
        {
            manifest["hosts"] = hosts;
        }

        if (context.Value(Requirements) is { } requirements)
        {
            manifest["requirements"] = requirements;
        }

        if (context.Value(Rank) is { } rank)
        {
            manifest["rank"] = rank;
        }

        if (context.Value(Compare) is { } compare)
        {
            try
            {
                manifest["compare"] = JsonNode.Parse(compare);
            }
            catch (JsonException e)
            {
                throw new FormatException($"--compare is no JSON: {e.Message}", e);
            }
        }

        return AppManifest.Parse(JsonSerializer.SerializeToUtf8Bytes((JsonNode)manifest)).ToCanonicalJson();
    }
}
