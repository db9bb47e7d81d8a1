using System.Security.Cryptography;

namespace Ect.Worker.Runtimes.Containers.Images;

/// <summary>Hashes and counts what is read through it, and stops beyond a limit: what unpacks without end ends here.</summary>
internal sealed class MeasuredStream(Stream inner, long limit, Func<Exception> tooLong) : ForwardStream(inner)
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Bytes read so far.</summary>
    public long Count { get; private set; }

    /// <summary><c>sha256:…</c> of what was read.</summary>
    public string Digest() => $"sha256:{Convert.ToHexStringLower(hash.GetCurrentHash())}";

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Count += read;
        if (Count > limit)
        {
            throw tooLong();
        }

        hash.AppendData(buffer[..read]);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
