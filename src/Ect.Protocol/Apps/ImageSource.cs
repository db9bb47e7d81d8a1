namespace Ect.Protocol.Apps;

/// <summary>Where a container image comes from. Exactly one of <see cref="Archive"/> and <see cref="Reference"/> is set.</summary>
public sealed record ImageSource
{
    /// <summary>Content id of a tar archive, an OCI layout or what <c>docker save</c> writes.</summary>
    public string? Archive { get; init; }

    /// <summary>Registry, name and digest: <c>ghcr.io/owner/name@sha256:…</c>. A tag alone is refused: it can be moved.</summary>
    public string? Reference { get; init; }

    /// <summary>
    /// Digest, <c>sha256:</c> and 64 hexadecimal digits, of the image's configuration (its id for most engines) or of its
    /// manifest. Either fixes every byte of the image.
    /// </summary>
    public required string Digest { get; init; }
}
