using Ect.Worker.Runtimes.Containers.Images;
using Microsoft.Extensions.Time.Testing;

namespace Ect.Worker.Tests.Runtimes.Containers;

public sealed class DiskGuardTests
{
    private readonly FakeTimeProvider time = new();
    private long free = 100;

    [Theory]
    [InlineData(90, null)]
    [InlineData(60, null)]
    [InlineData(59, "lost 41 bytes meanwhile; an image may take 40")]
    [InlineData(9, "has 9 bytes free; 10 must stay")]
    public async Task Pull_is_ended_when_the_disk_is_full_or_shrinks_too_much_and_not_before(long left, string? problem)
    {
        using var over = new CancellationTokenSource();
        var ended = 0;
        var guard = new DiskGuard(() => free, least: 10, most: 40, time);
        var watching = guard.WatchAsync(() => ended++, over.Token);
        free = left;
        time.Advance(TimeSpan.FromSeconds(1));
        if (problem is null)
        {
            await over.CancelAsync();
        }

        await watching;
        ended.Should().Be(problem is null ? 0 : 1);
        (guard.Problem ?? "none").Should().Contain(problem ?? "none");
    }

    [Fact]
    public void Disk_that_is_full_already_holds_nothing() => new DiskGuard(() => 9, 10, 40, time).Holds().Should().BeFalse();
}
