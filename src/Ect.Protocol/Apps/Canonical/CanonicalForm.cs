namespace Ect.Protocol.Apps.Canonical;

/// <summary>What holds of every canonical form: it takes few microseconds for each number and character, on every worker the same.</summary>
public static class CanonicalForm
{
    /// <summary>Largest file that has one, in bytes of UTF-8, before and after; a larger one stays as it is. 64 MiB.</summary>
    public const int MaxBytes = 64 << 20;
}
