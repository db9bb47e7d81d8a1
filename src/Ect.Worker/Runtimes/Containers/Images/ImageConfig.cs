using System.Text.Json;

namespace Ect.Worker.Runtimes.Containers.Images;

/// <summary>What an image's configuration says, as far as it matters here.</summary>
/// <param name="Architecture">Processor that it is for, as Go names them.</param>
/// <param name="DiffIds"><c>sha256:…</c> of each layer, unpacked.</param>
internal sealed record ImageConfig(string Architecture, IReadOnlyList<string> DiffIds)
{
    /// <summary>Reads a configuration.</summary>
    /// <exception cref="ImageRefusedException">It is none.</exception>
    public static ImageConfig Read(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var system = root.GetProperty("os").GetString();
            if (system != "linux")
            {
                throw new ImageRefusedException($"The image is for the system '{ImageArchive.Shorten(system ?? "")}'; workers run linux images.");
            }

            var architecture = root.GetProperty("architecture").GetString() ?? "";
            if (architecture is not ("amd64" or "arm64"))
            {
                throw new ImageRefusedException($"The image is for the processor '{ImageArchive.Shorten(architecture)}'; workers run images for amd64 and arm64.");
            }

            return new ImageConfig(
                architecture,
                [.. root.GetProperty("rootfs").GetProperty("diff_ids").EnumerateArray().Select(id => id.GetString() ?? "")]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ImageRefusedException("The image's configuration is not of the form that OCI prescribes.", e);
        }
    }
}
