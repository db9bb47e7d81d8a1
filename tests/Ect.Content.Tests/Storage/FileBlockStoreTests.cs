using Ect.Content.Storage;
using Ect.Testing;
using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;

namespace Ect.Content.Tests.Storage;

public sealed class FileBlockStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_block_is_read_back_and_survives_a_new_store()
    {
        var block = NewBlock(1);
        (await Store().PutAsync(block, Cancellation)).Should().BeTrue();
        (await Store().PutAsync(block, Cancellation)).Should().BeFalse("the block is there already");
        (await Store().HasAsync(block.Cid, Cancellation)).Should().BeTrue();
        (await Store().GetAsync(block.Cid, Cancellation)).Data.ToArray().Should().Equal(block.Data.ToArray());
        Files("tmp").Should().BeEmpty();
    }

    [Fact]
    public async Task An_unknown_block_is_missing_by_name()
    {
        var cid = NewBlock(1).Cid;
        (await Store().HasAsync(cid, Cancellation)).Should().BeFalse();
        var error = await Store().Invoking(store => store.GetAsync(cid, Cancellation)).Should().ThrowAsync<ContentMissingException>();
        error.Which.Cid.Should().Be(cid);
    }

    [Property(MaxTest = 50)]
    public async Task A_flipped_bit_is_detected_and_the_block_can_be_healed(byte[] content, uint bit)
    {
        var block = Block.Create(CidCodec.Raw, (byte[])[.. content, 7]);
        var store = Store();
        await store.PutAsync(block, Cancellation);
        var path = PathOf(block.Cid);
        var bytes = await File.ReadAllBytesAsync(path, Cancellation);
        bytes[bit / 8 % bytes.Length] ^= (byte)(1 << (int)(bit % 8));
        await File.WriteAllBytesAsync(path, bytes, Cancellation);

        (await store.Invoking(s => s.GetAsync(block.Cid, Cancellation)).Should().ThrowAsync<ContentTamperedException>()).Which.Cid.Should().Be(block.Cid);
        (await store.HasAsync(block.Cid, Cancellation)).Should().BeFalse("a damaged block no longer counts as held");
        await store.Invoking(s => s.GetAsync(block.Cid, Cancellation)).Should().ThrowAsync<ContentTamperedException>("it is the store that lost it, not the publisher who never put it there");
        (await store.PutAsync(block, Cancellation)).Should().BeTrue();
        (await store.GetAsync(block.Cid, Cancellation)).Data.ToArray().Should().Equal(block.Data.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(99)]
    [InlineData(3_000_000)]
    public async Task A_truncated_or_overlong_file_is_detected(int length)
    {
        var block = NewBlock(1);
        var store = Store();
        await store.PutAsync(block, Cancellation);
        using (var file = File.OpenWrite(PathOf(block.Cid)))
        {
            file.SetLength(length);
        }

        await store.Invoking(s => s.GetAsync(block.Cid, Cancellation)).Should().ThrowAsync<ContentTamperedException>();
    }

    [Fact]
    public async Task What_a_killed_process_left_half_written_is_no_block_and_is_removed_later()
    {
        var block = NewBlock(1);
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        _ = Store();
        var leftover = folder["tmp/0123"];
        await File.WriteAllBytesAsync(leftover, block.Data[..10].ToArray(), Cancellation);

        var young = new FileBlockStore(new FileBlockStoreOptions { Folder = folder.Path }, time);
        File.Exists(leftover).Should().BeTrue("a living process may be about to write it");
        (await young.HasAsync(block.Cid, Cancellation)).Should().BeFalse();

        time.Advance(TimeSpan.FromMinutes(5));
        using (File.Open(leftover, FileMode.Open, FileAccess.Write, FileShare.None))
        {
            _ = new FileBlockStore(new FileBlockStoreOptions { Folder = folder.Path }, time);
            File.Exists(leftover).Should().BeTrue("its writer is alive");
        }

        _ = new FileBlockStore(new FileBlockStoreOptions { Folder = folder.Path }, time);
        File.Exists(leftover).Should().BeFalse();
    }

    [Fact]
    public async Task Many_writers_of_one_block_keep_it_once()
    {
        var block = NewBlock(1, 200_000);
        FileBlockStore[] stores = [Store(250_000), Store(250_000)];
        var kept = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(() => stores[i % 2].PutAsync(block, Cancellation))));
        kept.Count(isNew => isNew).Should().Be(1);
        (await Store().GetAsync(block.Cid, Cancellation)).Cid.Should().Be(block.Cid);
        Files("tmp").Should().BeEmpty();
    }

    [Fact]
    public async Task A_spent_budget_is_a_clear_error_and_leaves_nothing()
    {
        var store = Store(250);
        await store.PutAsync(NewBlock(1), Cancellation);
        await store.PutAsync(NewBlock(2), Cancellation);
        var error = await store.Invoking(s => s.PutAsync(NewBlock(3), Cancellation)).Should().ThrowAsync<ContentStoreFullException>();
        error.WithMessage("*holds 200 of at most 250 bytes*");
        (await store.HasAsync(NewBlock(3).Cid, Cancellation)).Should().BeFalse();
        await Store(250).Invoking(s => s.PutAsync(NewBlock(3), Cancellation)).Should().ThrowAsync<ContentStoreFullException>("what is on the disk counts from the start");
        (await store.PutAsync(NewBlock(4, 50), Cancellation)).Should().BeTrue("the refused block gave its share back");
        Files("tmp").Should().BeEmpty();
    }

    [Fact]
    public async Task A_full_disk_is_a_clear_error_and_leaves_nothing()
    {
        using var disk = SmallDisk.TryMount(folder["disk"], 1 << 20);
        Assert.SkipWhen(disk is null, "mounting a small disk needs root on Linux");
        var store = new FileBlockStore(folder["disk/blocks"]);
        var kept = new List<Block>();
        ContentStoreFullException? full = null;
        for (uint i = 0; full is null && i < 100; i++)
        {
            try
            {
                var block = NewBlock(i, 100_000);
                await store.PutAsync(block, Cancellation);
                kept.Add(block);
            }
            catch (ContentStoreFullException e)
            {
                full = e;
            }
        }

        full!.Message.Should().Contain("is full").And.Contain("Free some space");
        kept.Should().NotBeEmpty();
        Directory.EnumerateFiles(folder["disk/blocks"], "*", SearchOption.AllDirectories).Should().HaveCount(kept.Count, "no part of the refused block stays");
        foreach (var block in kept)
        {
            (await store.GetAsync(block.Cid, Cancellation)).Cid.Should().Be(block.Cid);
        }
    }

    private static Block NewBlock(uint seed, int size = 100) => Block.Create(CidCodec.Raw, GeneratedBytes.Make(size, seed));

    private FileBlockStore Store(long maxBytes = long.MaxValue) => new(new FileBlockStoreOptions { Folder = folder.Path, MaxBytes = maxBytes });

    private string PathOf(Cid cid) => Directory.EnumerateFiles(folder.Path, cid.ToString(), SearchOption.AllDirectories).Single(path => !path.Contains("damaged"));

    private string[] Files(string child) => Directory.GetFiles(folder[child]);
}
