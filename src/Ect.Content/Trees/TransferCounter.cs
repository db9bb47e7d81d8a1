namespace Ect.Content.Trees;

/// <summary>Adds up what parallel transfers have done and reports it in order.</summary>
internal sealed class TransferCounter(IProgress<ContentProgress>? progress)
{
    private readonly Lock gate = new();
    private long bytes;
    private int items;

    public int TotalItems { get; set; }

    public void Add(Block block)
    {
        lock (gate)
        {
            bytes += block.Data.Length;
            progress?.Report(new ContentProgress(bytes, ++items, TotalItems));
        }
    }
}
