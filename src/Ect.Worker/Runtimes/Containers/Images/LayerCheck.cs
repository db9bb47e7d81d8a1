using System.Formats.Tar;

namespace Ect.Worker.Runtimes.Containers.Images;

/// <summary>Looks at the files of a layer before the engine unpacks them as root.</summary>
internal static class LayerCheck
{
    private const int MaxEntries = 200_000;

    /// <summary>Reads a layer's entries.</summary>
    /// <param name="layer">A tar archive.</param>
    /// <param name="entries">Entries of the layers before; counted on.</param>
    /// <param name="cancellationToken">Looked at between entries.</param>
    /// <exception cref="ImageRefusedException">An entry is dangerous, or there are too many.</exception>
    public static void Entries(Stream layer, ref int entries, CancellationToken cancellationToken)
    {
        using var reader = new TarReader(layer, leaveOpen: true);
        while (reader.GetNextEntry() is { } entry)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (++entries > MaxEntries)
            {
                throw new ImageRefusedException($"The image has more than {MaxEntries:N0} files.");
            }

            // A few bytes of a sparse entry unpack to any size.
            if (entry.EntryType == TarEntryType.SparseFile || (entry is PaxTarEntry pax && pax.ExtendedAttributes.Keys.Any(key => key.StartsWith("GNU.sparse", StringComparison.Ordinal))))
            {
                throw new ImageRefusedException($"The image has a sparse file, '{ImageArchive.Shorten(entry.Name)}': a few bytes of it would fill a disk.");
            }

            if (entry.EntryType is TarEntryType.BlockDevice or TarEntryType.CharacterDevice)
            {
                throw new ImageRefusedException($"The image has a device, '{ImageArchive.Shorten(entry.Name)}': containers get their devices from the engine. Remove it.");
            }

            if (entry.Name.Split('/').Contains("..") || (entry.EntryType == TarEntryType.HardLink && entry.LinkName.Split('/').Contains("..")))
            {
                throw new ImageRefusedException($"The image has a path that leads out of it: '{ImageArchive.Shorten(entry.Name)}'.");
            }
        }
    }
}
