namespace Ect.Protocol.Apps;

/// <summary>The JSON form of a manifest. Its members are settable because source-generated reading skips the defaults of init-only ones.</summary>
internal sealed class AppManifestDocument
{
    public string? Ect { get; set; }

    public string? Runtime { get; set; }

    public string? Module { get; set; }

    public long? Checkpoint { get; set; }

    public ImageDocument? Image { get; set; }

    public List<string>? Entrypoint { get; set; }

    public long? Memory { get; set; }

    public int? Pids { get; set; }

    public bool? Network { get; set; }

    public CompareDocument? Compare { get; set; }

    public string? Hosts { get; set; }

    public string? Requirements { get; set; }

    public string? Rank { get; set; }

    internal sealed class ImageDocument
    {
        public string? Archive { get; set; }

        public string? Reference { get; set; }

        public string? Digest { get; set; }
    }

    internal sealed class CompareDocument
    {
        public string? Kind { get; set; }

        public List<string>? Files { get; set; }

        public int? SignificantDigits { get; set; }

        public string? Step { get; set; }

        public string? Module { get; set; }

        public List<string>? Ignore { get; set; }
    }
}
