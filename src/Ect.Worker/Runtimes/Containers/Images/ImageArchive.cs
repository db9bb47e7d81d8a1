using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Ect.Worker.Runtimes.Containers.Images;

/// <summary>
/// A tar archive with an image: an OCI layout, or what <c>docker save</c> writes. Nothing of it is unpacked on this
/// machine: parts are read where they lie, checked against the digest, and handed to the engine under names of our own.
/// </summary>
internal sealed partial class ImageArchive
{
    public const int MaxLayers = 127;

    private const int MaxEntries = 10_000;
    private const int MaxJsonBytes = 1 << 20;

    private readonly string path;
    private readonly Dictionary<string, ImagePart> parts;
    private readonly Dictionary<string, string> links;

    private ImageArchive(string path, Dictionary<string, ImagePart> parts, Dictionary<string, string> links) =>
        (this.path, this.parts, this.links) = (path, parts, links);

    /// <summary>The configuration's bytes.</summary>
    public byte[] ConfigBytes { get; private set; } = [];

    /// <summary>The configuration.</summary>
    public ImageConfig Config { get; private set; } = new("", []);

    /// <summary><c>sha256:…</c> of the configuration: the image's id for most engines.</summary>
    public string ConfigDigest => Digest(ConfigBytes);

    /// <summary>Layers from the lowest up, with their sizes unpacked; filled by <see cref="Verify"/>.</summary>
    public IReadOnlyList<(ImagePart Part, long Length)> Layers { get; private set; } = [];

    /// <summary>Finds the image with a digest in an archive. Its layers are not looked at yet.</summary>
    /// <exception cref="ImageRefusedException">It is not there, or the archive is none.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ImageArchive Open(string path, string digest)
    {
        var archive = Scan(path);
        archive.Find(digest);
        return archive;
    }

    /// <summary>Digests of the configurations of all images in an archive.</summary>
    /// <exception cref="ImageRefusedException">The archive is none.</exception>
    public static IReadOnlyList<string> DigestsIn(string path)
    {
        var archive = Scan(path);
        return [.. archive.Saved().Concat(archive.Laid()).Select(image => archive.Json(image.Config)).OfType<byte[]>().Select(Digest).Distinct()];
    }

    private static ImageArchive Scan(string path)
    {
        var parts = new Dictionary<string, ImagePart>(StringComparer.Ordinal);
        var links = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var file = File.OpenRead(path);
            using var reader = new TarReader(file);
            while (reader.GetNextEntry() is { } entry)
            {
                if (parts.Count + links.Count >= MaxEntries)
                {
                    throw new ImageRefusedException($"The image archive has more than {MaxEntries} entries.");
                }

                var name = Normal(entry.Name);
                switch (entry.EntryType)
                {
                    case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                        parts[name] = new ImagePart(entry.DataOffset, entry.Length);
                        break;
                    case TarEntryType.SymbolicLink:
                        links[name] = Resolve(name, entry.LinkName);
                        break;
                }
            }
        }
        catch (Exception e) when (IsMalformed(e))
        {
            throw new ImageRefusedException("The image archive is no tar archive; write it with 'docker save' or as an OCI layout, without compressing it.", e);
        }

        return new ImageArchive(path, parts, links);
    }

    /// <summary>Reads every layer to its end: its bytes must be those that the configuration names, and nothing in it may be dangerous.</summary>
    /// <param name="maxBytes">Most bytes of all layers, unpacked.</param>
    /// <param name="cancellationToken">Looked at between entries.</param>
    /// <exception cref="ImageRefusedException">It is not the image, or not one that is loaded.</exception>
    public void Verify(long maxBytes, CancellationToken cancellationToken)
    {
        var verified = new List<(ImagePart, long)>();
        var left = maxBytes;
        var entries = 0;
        for (var i = 0; i < Layers.Count; i++)
        {
            using var layer = new MeasuredStream(Unpack(Layers[i].Part), left, () => new ImageRefusedException($"The image's layers unpack to more than {maxBytes:N0} bytes, as much as workers take."));
            try
            {
                LayerCheck.Entries(layer, ref entries, cancellationToken);
                layer.CopyTo(Stream.Null); // To the end, whatever follows the last entry.
            }
            catch (Exception e) when (IsMalformed(e))
            {
                throw new ImageRefusedException($"Layer {i + 1} of the image is no tar archive, plain or compressed with gzip.", e);
            }

            if (layer.Digest() != Config.DiffIds[i])
            {
                throw new ImageRefusedException($"Layer {i + 1} of the image is not the one that its configuration names: it has {layer.Digest()}, not {Config.DiffIds[i]}.");
            }

            left -= layer.Count;
            verified.Add((Layers[i].Part, layer.Count));
        }

        Layers = verified;
    }

    /// <summary>A layer, unpacked.</summary>
    public Stream Unpack(ImagePart part)
    {
        Span<byte> magic = stackalloc byte[4];
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var stream = new BufferedStream(new PartStream(file, part), 1 << 16);
        magic = magic[..RandomAccess.Read(file.SafeFileHandle, magic[..(int)Math.Min(4, part.Length)], part.Offset)];
        if (magic.SequenceEqual<byte>([0x28, 0xb5, 0x2f, 0xfd]))
        {
            stream.Dispose();
            throw new ImageRefusedException("A layer of the image is compressed with zstd; write the archive with plain or gzip layers, as 'docker save' does.");
        }

        return magic.StartsWith<byte>([0x1f, 0x8b]) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }

    private byte[]? Json(string name)
    {
        if (Part(name) is not { Length: <= MaxJsonBytes } part)
        {
            return null;
        }

        using var file = File.OpenRead(path);
        var bytes = new byte[part.Length];
        var read = RandomAccess.Read(file.SafeFileHandle, bytes, part.Offset);
        return read == bytes.Length ? bytes : throw new ImageRefusedException("The image archive is cut off.");
    }

    // Equal layers are links to one in what older engines save. Followed within the archive alone.
    private ImagePart? Part(string name) =>
        parts.TryGetValue(name, out var part) || (links.TryGetValue(name, out var target) && parts.TryGetValue(target, out part)) ? part : null;

    private static string Normal(string name) => name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;

    private static string Resolve(string name, string target)
    {
        var folders = new Stack<string>(name.Split('/')[..^1]);
        foreach (var part in target.Split('/'))
        {
            if (part == ".." ? !folders.TryPop(out _) : part is "" or ".")
            {
                continue;
            }

            if (part != "..")
            {
                folders.Push(part);
            }
        }

        return string.Join('/', folders.Reverse());
    }

    private static bool IsMalformed(Exception e) => e is InvalidDataException or FormatException or EndOfStreamException or ArgumentException or NotSupportedException;

    private static ImageRefusedException Missing(string what) => new($"The image archive lacks {what}.");

    private static string Digest(byte[] bytes) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}";

    public static string Shorten(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
