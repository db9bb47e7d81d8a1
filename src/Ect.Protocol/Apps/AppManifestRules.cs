using System.Text;
using System.Text.RegularExpressions;
using Ect.Protocol.Machines;

namespace Ect.Protocol.Apps;

/// <summary>What a manifest may say: it comes from a stranger, so everything in it is bounded.</summary>
internal static partial class AppManifestRules
{
    private const int MaxEntrypoint = 64;
    private const int MaxPartBytes = 2048;

    public static AppManifest Read(AppManifestDocument document)
    {
        if (document.Ect != AppManifest.Format)
        {
            throw new FormatException($"The app manifest's 'ect' is '{Shown.Of(document.Ect)}'; this version reads \"{AppManifest.Format}\" alone.");
        }

        var compare = CompareJson.Read(document.Compare);
        var hosts = HostSamenessNames.Parse("The app manifest's hosts", document.Hosts);
        AppManifest manifest = AppRuntimeNames.Parse("The app manifest's runtime", document.Runtime) == AppRuntime.Wasm ? Wasm(document) : Oci(document);
        return manifest with { Compare = compare, Hosts = hosts, Requirements = Expression("requirements", document.Requirements), Rank = Expression("rank", document.Rank) };
    }

    private static string Expression(string member, string? text)
    {
        AdExpression.Check(member, text ?? "");
        return text ?? "";
    }

    public static string ContentId(string member, string? text) => text is not null && ContentIdPattern().IsMatch(text)
        ? text
        : throw new FormatException($"{member} is '{Shown.Of(text)}', which is no content id: give a CIDv1 in base32, as the upload prints it (b…).");

    private static AppManifest.Wasm Wasm(AppManifestDocument document)
    {
        var surplus = document.Image is not null ? "image"
            : document.Entrypoint is not null ? "entrypoint"
            : document.Memory is not null ? "memory"
            : document.Pids is not null ? "pids"
            : document.Network is not null ? "network"
            : null;
        return surplus is null
            ? new AppManifest.Wasm(ContentId("module", document.Module)) { CheckpointBytes = document.Checkpoint is { } bytes ? InRange("checkpoint", bytes, 1, AppManifest.Wasm.MaxCheckpointBytes) : 0 }
            : throw new FormatException($"'{surplus}' means nothing for the runtime wasm; remove it.");
    }

    private static AppManifest.Oci Oci(AppManifestDocument document)
    {
        if (document.Module is not null)
        {
            throw new FormatException("'module' means nothing for the runtime oci; name the image.");
        }

        if (document.Checkpoint is not null)
        {
            throw new FormatException("'checkpoint' means nothing for the runtime oci: a container always begins anew. Remove it, or build the program as a WebAssembly module.");
        }

        return new AppManifest.Oci(Image(document.Image ?? throw new FormatException("'image' is missing: the runtime oci needs {\"archive\": …, \"digest\": …} or {\"reference\": …, \"digest\": …}.")))
        {
            Entrypoint = Entrypoint(document.Entrypoint ?? []),
            MemoryBytes = InRange("memory", document.Memory ?? AppManifest.Oci.DefaultMemoryBytes, AppManifest.Oci.MinMemoryBytes, AppManifest.Oci.MaxMemoryBytes),
            Pids = (int)InRange("pids", document.Pids ?? AppManifest.Oci.DefaultPids, 1, AppManifest.Oci.MaxPids),
            Network = document.Network ?? false,
        };
    }

    private static ImageSource Image(AppManifestDocument.ImageDocument image)
    {
        if (image.Digest is null || !DigestPattern().IsMatch(image.Digest))
        {
            throw new FormatException($"image.digest is '{Shown.Of(image.Digest)}'; it must be sha256: and 64 hexadecimal digits in lower case: the id that the engine shows for the image, or the digest of its manifest.");
        }

        switch (image)
        {
            case { Archive: { } archive, Reference: null }:
                return new() { Archive = ContentId("image.archive", archive), Digest = image.Digest };
            case { Archive: null, Reference: { } reference }:
                ImageReference.Parse(reference);
                return new() { Reference = reference, Digest = image.Digest };
            default:
                throw new FormatException("image needs either archive or reference, not both and not none.");
        }
    }

    private static List<string> Entrypoint(List<string> parts)
    {
        if (parts.Count > MaxEntrypoint)
        {
            throw new FormatException($"entrypoint has {parts.Count} parts; at most {MaxEntrypoint} are allowed.");
        }

        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i] is null || (i == 0 && parts[i].Length == 0) || parts[i].Contains('\0', StringComparison.Ordinal) || Encoding.UTF8.GetByteCount(parts[i]) > MaxPartBytes)
            {
                throw new FormatException($"entrypoint[{i}] is '{Shown.Of(parts[i])}'; each part is a text of at most {MaxPartBytes} bytes without zero characters, and the program is not empty.");
            }
        }

        return parts;
    }

    private static long InRange(string member, long value, long least, long most) => value >= least && value <= most
        ? value
        : throw new FormatException($"{member} is {value}; {least} to {most} are allowed.");

    [GeneratedRegex(@"\Ab[a-z2-7]{20,120}\z")]
    private static partial Regex ContentIdPattern();

    [GeneratedRegex(@"\Asha256:[0-9a-f]{64}\z")]
    private static partial Regex DigestPattern();
}
