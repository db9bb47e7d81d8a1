using Ect.Content.Trees;

namespace Ect.Content.Tests.Trees;

/// <summary>Results are cut so that each block can be published in a transaction.</summary>
public sealed class ResultTests : IDisposable
{
    private const int MostOfATransaction = 128 * 1024;

    private readonly TemporaryFolder folder = new();
    private readonly MemoryBlockStore store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(300_000)]
    [InlineData((174 * 65_536) + 1)] // a second level of nodes
    public async Task A_result_comes_back_from_blocks_that_fit_into_a_transaction(int size)
    {
        Directory.CreateDirectory(folder["in/inner"]);
        var content = GeneratedBytes.Make(size, 7);
        await File.WriteAllBytesAsync(folder["in/inner/file.bin"], content, Cancellation);

        var root = await ContentTree.ImportResultAsync(store, folder["in"], ContentLimits.Default, Cancellation);
        store.Blocks.Values.Max(block => block.Length).Should().BeLessThan(MostOfATransaction);
        await ContentTree.ExportAsync(store, root, folder["out"], cancellationToken: Cancellation);
        (await File.ReadAllBytesAsync(folder["out/inner/file.bin"], Cancellation)).AsSpan().SequenceEqual(content).Should().BeTrue();
    }

    [Fact]
    public async Task A_file_that_fits_into_one_chunk_has_the_same_id_either_way()
    {
        await File.WriteAllBytesAsync(folder["file.bin"], GeneratedBytes.Make(65_536, 1), Cancellation);
        var result = await ContentTree.ImportResultAsync(store, folder.Path, ContentLimits.Default, Cancellation);
        result.Should().Be(await ContentTree.ImportFolderAsync(store, folder.Path, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task A_folder_of_a_result_is_one_block_that_fits_into_a_transaction_or_refused()
    {
        for (var i = 0; i < 1700; i++)
        {
            File.Create(folder[$"{i}"]).Dispose();
        }

        await ContentTree.ImportFolderAsync(store, folder.Path, cancellationToken: Cancellation);
        var refused = () => ContentTree.ImportResultAsync(store, folder.Path, ContentLimits.Default, Cancellation);
        await refused.Should().ThrowAsync<ContentTooLargeException>().WithMessage("*too many entries for one block (about 1310)*");

        Directory.EnumerateFiles(folder.Path).Take(100).ToList().ForEach(File.Delete);
        store.Blocks.Clear();
        await ContentTree.ImportResultAsync(store, folder.Path, ContentLimits.Default, Cancellation);
        store.Blocks.Values.Max(block => block.Length).Should().BeLessThan(MostOfATransaction);
    }
}
