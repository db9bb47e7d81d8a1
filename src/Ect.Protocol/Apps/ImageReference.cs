using System.Text.RegularExpressions;

namespace Ect.Protocol.Apps;

/// <summary>An image in a registry, fixed by its digest.</summary>
/// <param name="Registry">Host, with a port if there is one.</param>
/// <param name="Name">Path below the host.</param>
/// <param name="Digest"><c>sha256:…</c> of the image's manifest.</param>
public sealed partial record ImageReference(string Registry, string Name, string Digest)
{
    /// <summary>Longest reference in characters.</summary>
    public const int MaxLength = 512;

    /// <summary>What a pull asks for.</summary>
    public string Repository => $"{Registry}/{Name}";

    /// <summary>Reads a reference.</summary>
    /// <exception cref="FormatException">Not of the form <c>registry/name@sha256:…</c>.</exception>
    public static ImageReference Parse(string text)
    {
        var match = text.Length <= MaxLength ? Pattern().Match(text) : Match.Empty;
        if (match.Success)
        {
            return new(match.Groups["registry"].Value, match.Groups["name"].Value, match.Groups["digest"].Value);
        }

        var shown = Shown.Of(text);
        throw new FormatException(text.Contains("@sha256:", StringComparison.Ordinal)
            ? $"'{shown}' is no image reference: write registry/name@sha256: and 64 hexadecimal digits, such as ghcr.io/owner/name@sha256:…; a tag before the '@' is not allowed."
            : $"'{shown}' has no digest: whoever owns the registry could move a tag to another image after workers were paid for this one. Write registry/name@sha256:….");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Repository}@{Digest}";

    // A host has a dot, a port or is localhost: as engines tell it from a name.
    [GeneratedRegex(@"\A(?<registry>localhost(?::[0-9]{1,5})?|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::[0-9]{1,5})?|[A-Za-z0-9-]+:[0-9]{1,5})/(?<name>[a-z0-9]+(?:[._/-]+[a-z0-9]+)*)@(?<digest>sha256:[0-9a-f]{64})\z", RegexOptions.None, 1000)]
    private static partial Regex Pattern();
}
