namespace Ect.Content.Storage;

/// <summary>Counts the bytes of a store against its budget; safe for concurrent use.</summary>
internal sealed class SizeBudget(string folder, long maxBytes, long used)
{
    private long used = used;

    public void Take(Block block)
    {
        if (Interlocked.Add(ref used, block.Data.Length) > maxBytes)
        {
            Return(block.Data.Length);
            throw new ContentStoreFullException($"The block store {folder} holds {Interlocked.Read(ref used)} of at most {maxBytes} bytes: no room for block {block.Cid} of {block.Data.Length}. Raise its budget or remove blocks, then repeat.");
        }
    }

    public void Return(int bytes) => Interlocked.Add(ref used, -bytes);
}
