using Ect.Content.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Ect.Content.Tests.Storage;

public sealed class KillTests
{
    [Fact]
    public async Task A_writer_killed_at_any_moment_leaves_whole_blocks_only()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        var announced = new List<Cid>();
        for (var round = 0; round < 6; round++)
        {
            using var writer = KillableWriter.Start(folder.Path, round * 1_000);
            for (var i = 0; i <= round; i++)
            {
                announced.Add(Cid.Parse((await writer.StandardOutput.ReadLineAsync(cancellation))!));
            }

            writer.Kill();
            await writer.WaitForExitAsync(cancellation);
        }

        var later = new FakeTimeProvider(TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(1));
        var store = new FileBlockStore(new FileBlockStoreOptions { Folder = folder.Path }, later);
        var kept = Directory.EnumerateFiles(folder.Path, "baf*", SearchOption.AllDirectories).Select(path => Cid.Parse(Path.GetFileName(path))).ToArray();
        kept.Should().Contain(announced);
        foreach (var cid in kept)
        {
            (await store.GetAsync(cid, cancellation)).Data.Length.Should().Be(500_000);
        }

        Directory.EnumerateFiles(folder["tmp"]).Should().BeEmpty("what the killed left half-written is cleared");
    }
}
