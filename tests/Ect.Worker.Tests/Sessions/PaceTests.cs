using Ect.Worker.Sessions;
using Microsoft.Extensions.Time.Testing;

namespace Ect.Worker.Tests.Sessions;

public sealed class PaceTests
{
    [Fact]
    public async Task After_a_burst_messages_go_out_at_their_pace()
    {
        var time = new FakeTimeProvider();
        var pace = new Pace(10, 3, time);
        for (var i = 0; i < 3; i++)
        {
            pace.TakeAsync(TestContext.Current.CancellationToken).IsCompletedSuccessfully.Should().BeTrue();
        }

        var fourth = pace.TakeAsync(TestContext.Current.CancellationToken);
        fourth.IsCompleted.Should().BeFalse();
        time.Advance(TimeSpan.FromMilliseconds(99));
        fourth.IsCompleted.Should().BeFalse();
        time.Advance(TimeSpan.FromMilliseconds(2));
        await fourth;
    }
}
