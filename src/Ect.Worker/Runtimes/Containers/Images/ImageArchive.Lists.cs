using System.Text.Json;

namespace Ect.Worker.Runtimes.Containers.Images;

internal sealed partial class ImageArchive
{
    private void Find(string digest)
    {
        var hex = digest["sha256:".Length..];
        if (Json($"blobs/sha256/{hex}") is { } blob && Digest(blob) == digest && Property(blob, "layers") is not null)
        {
            var (named, layers) = Manifest(blob);
            Take(Json(named) ?? throw Missing("its configuration"), layers);
            return;
        }

        foreach (var (config, files) in Saved().Concat(Laid()))
        {
            if (Json(config) is { } bytes && Digest(bytes) == digest)
            {
                Take(bytes, files);
                return;
            }
        }

        throw new ImageRefusedException($"The image archive holds no image with the digest {digest}; the manifest of the application and its archive do not belong together.");
    }

    private void Take(byte[] config, IEnumerable<string> layers)
    {
        ConfigBytes = config;
        Config = ImageConfig.Read(config);
        Layers = [.. layers.Take(MaxLayers + 1).Select(name => (Part(name) ?? throw Missing($"the layer {Shorten(name)}"), 0L))];
        if (Layers.Count is 0 or > MaxLayers || Layers.Count != Config.DiffIds.Count)
        {
            throw new ImageRefusedException($"The image has {Layers.Count} layers and names {Config.DiffIds.Count}; both must be equal, from 1 to {MaxLayers}.");
        }
    }

    /// <summary>Images as <c>docker save</c> lists them.</summary>
    private ListedImage[] Saved() =>
        Json("manifest.json") is { } json
            ? Reading(() => JsonDocument.Parse(json).RootElement.EnumerateArray().Select(image => new ListedImage(
                Normal(image.GetProperty(nameof(ListedImage.Config)).GetString()!),
                [.. image.GetProperty(nameof(ListedImage.Layers)).EnumerateArray().Select(layer => Normal(layer.GetString()!))])).ToArray())
            : [];

    /// <summary>Images of an OCI layout, those of an index within the index too.</summary>
    private ListedImage[] Laid() =>
        Json("index.json") is { } index ? Reading(() => Manifests(index, 0).ToArray()) : [];

    private IEnumerable<ListedImage> Manifests(byte[] index, int depth)
    {
        foreach (var name in Property(index, "manifests")?.EnumerateArray().Select(BlobName).Take(64) ?? [])
        {
            if (Json(name) is not { } manifest)
            {
                continue;
            }

            if (Property(manifest, "config") is not null && Property(manifest, "layers") is not null)
            {
                yield return Manifest(manifest);
            }
            else if (depth == 0)
            {
                foreach (var inner in Manifests(manifest, depth + 1))
                {
                    yield return inner;
                }
            }
        }
    }

    private static ListedImage Manifest(byte[] json) => Reading(() =>
    {
        var manifest = JsonDocument.Parse(json).RootElement;
        return new ListedImage(BlobName(manifest.GetProperty("config")), [.. manifest.GetProperty("layers").EnumerateArray().Select(BlobName)]);
    });

    private static JsonElement? Property(byte[] json, string name)
    {
        try
        {
            return JsonDocument.Parse(json).RootElement.TryGetProperty(name, out var value) ? value : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string BlobName(JsonElement descriptor) => Reading(() => $"blobs/{descriptor.GetProperty("digest").GetString()!.Replace(':', '/')}");

    private static T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or NullReferenceException)
        {
            throw new ImageRefusedException("The image archive's lists are not of the form that OCI or 'docker save' prescribe.", e);
        }
    }

    /// <summary>An image as an archive lists it: names of its parts.</summary>
    private sealed record ListedImage(string Config, IReadOnlyList<string> Layers);
}
