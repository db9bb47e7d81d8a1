namespace Ect.Worker.Runtimes.Containers.Images;

/// <summary>Image archives, for those who publish them.</summary>
public static class ImageFile
{
    /// <summary>Checks an archive as a worker would, and gives the digest that a manifest must name.</summary>
    /// <param name="path">A tar archive, of <c>docker save</c> or an OCI layout.</param>
    /// <param name="maxBytes">Most bytes of all layers, unpacked.</param>
    /// <returns><c>sha256:…</c> of the image's configuration.</returns>
    /// <exception cref="FormatException">No archive of exactly one image, or one that workers refuse; the message says why.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string Examine(string path, long maxBytes)
    {
        try
        {
            var digests = ImageArchive.DigestsIn(path);
            if (digests.Count != 1)
            {
                throw new FormatException($"The image archive holds {digests.Count} images; it must hold one. Save a single image.");
            }

            ImageArchive.Open(path, digests[0]).Verify(maxBytes, CancellationToken.None);
            return digests[0];
        }
        catch (ImageRefusedException e)
        {
            throw new FormatException(e.Message, e);
        }
    }
}
