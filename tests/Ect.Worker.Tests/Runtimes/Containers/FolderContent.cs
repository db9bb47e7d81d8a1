using Ect.Content;
using Ect.Wire;
using Ect.Worker.Inputs;
using Ect.Worker.Runtimes;

namespace Ect.Worker.Tests.Runtimes.Containers;

/// <summary>Content in a folder: what a manifest names, without a server.</summary>
internal sealed class FolderContent(string folder) : IAppContent
{
    private int reads;

    /// <summary>How often something was asked for.</summary>
    public int Reads => reads;

    public string Add(byte[] content)
    {
        var cid = Cid.Hash(CidCodec.Raw, content).ToString();
        File.WriteAllBytes(Path.Combine(folder, cid), content);
        return cid;
    }

    public Task<CachedContent> GetFileAsync(string what, string cid, long maxBytes, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref reads);
        var path = Path.Combine(folder, cid);
        return File.Exists(path) && new FileInfo(path).Length <= maxBytes
            ? Task.FromResult(new CachedContent(path, DiskUse.Of(path), static () => { }))
            : throw new InputException(Blame.App, $"{what} ({cid}) cannot be had.");
    }
}
