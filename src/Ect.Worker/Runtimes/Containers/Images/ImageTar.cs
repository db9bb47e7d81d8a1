using System.Formats.Tar;
using System.IO.Pipelines;
using System.Text;

namespace Ect.Worker.Runtimes.Containers.Images;

/// <summary>
/// A verified image as a new archive for the engine: configuration, layers and one name of ours. What else an archive may
/// hold, other images or the name of an image that the machine's owner uses, never reaches the engine.
/// </summary>
internal static class ImageTar
{
    /// <summary>The archive as a stream that is written while it is read.</summary>
    /// <param name="image">Verified.</param>
    /// <param name="tag">The image's name in the engine.</param>
    public static Stream Open(ImageArchive image, string tag)
    {
        var pipe = new Pipe();
        _ = Task.Run(async () =>
        {
            try
            {
                await using var stream = pipe.Writer.AsStream(leaveOpen: true);
                await WriteAsync(stream, image, tag);
                await stream.FlushAsync();
                await pipe.Writer.CompleteAsync();
            }
            catch (Exception e)
            {
                // The engine gets a cut archive, and whoever reads gets the reason.
                await pipe.Writer.CompleteAsync(e);
            }
        });
        return pipe.Reader.AsStream();
    }

    private static async Task WriteAsync(Stream stream, ImageArchive image, string tag)
    {
        await using var writer = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true);
        for (var i = 0; i < image.Layers.Count; i++)
        {
            await using var layer = image.Unpack(image.Layers[i].Part);
            await WriteAsync(writer, $"{i}.tar", new SizedStream(layer, image.Layers[i].Length));
        }

        var config = $"{image.ConfigDigest["sha256:".Length..]}.json";
        await WriteAsync(writer, config, new MemoryStream(image.ConfigBytes));
        var layers = string.Join(',', Enumerable.Range(0, image.Layers.Count).Select(i => $"\"{i}.tar\""));
        await WriteAsync(writer, "manifest.json", new MemoryStream(Encoding.UTF8.GetBytes($$"""[{"Config":"{{config}}","RepoTags":["{{tag}}"],"Layers":[{{layers}}]}]""")));
    }

    private static Task WriteAsync(TarWriter writer, string name, Stream content) =>
        writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content, ModificationTime = DateTimeOffset.UnixEpoch });
}
