using Ect.Cli.Waiting;
using Ect.Sdk.Errors;

namespace Ect.Cli.Tests.Waiting;

public sealed class SchedulerLogTests
{
    [Theory]
    [InlineData(true, "an event is longer than 64 KiB")]
    [InlineData(false, "a line is longer than 64 KiB")]
    public async Task A_scheduler_that_ends_no_line_is_left_before_it_fills_the_memory(bool isFollowed, string why)
    {
        using var answer = new HttpResponseMessage { Content = new StringContent("data: " + new string('x', 1 << 20)) };
        await using var log = await SchedulerLog.OfAsync(new Uri("http://scheduler.example/"), answer, isFollowed, TestContext.Current.CancellationToken);
        var read = () => log.NextAsync(Timeout.InfiniteTimeSpan, TimeProvider.System);

        var broken = (await read.Should().ThrowAsync<EctException>()).Which;
        broken.Code.Should().Be(ErrorCode.SchedulerUnreachable);
        broken.Message.Should().Contain(why);
    }
}
