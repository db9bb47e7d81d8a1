using Ect.Cli.Tests.Network;
using Ect.Cli.Waiting;
using Ect.Ethereum;
using Ect.Sdk.Errors;

namespace Ect.Cli.Tests.Waiting;

public sealed class SchedulerPageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly Uri Nobody = new("http://127.0.0.1:1");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_stands_by_is_passed_over_and_the_one_that_leads_is_kept()
    {
        await using var standby = await FakeScheduler.StartAsync();
        await using var leader = await FakeScheduler.StartAsync();
        standby.StandsBy = true;
        using var page = new SchedulerPage([Nobody, standby.Url, leader.Url], Patience);

        (await page.TaskAsync(Bytes32.FromNumber(1), Ct)).Should().NotBeNull();
        page.Address.Should().Be(leader.Url);
        await page.StatusAsync(Ct);
        standby.Questions.Should().Be(1);

        // They change places.
        (standby.StandsBy, leader.StandsBy) = (false, true);
        (await page.TaskAsync(Bytes32.FromNumber(2), Ct)).Should().NotBeNull();
        page.Address.Should().Be(standby.Url);
    }

    [Fact]
    public async Task When_none_leads_all_are_named()
    {
        await using var standby = await FakeScheduler.StartAsync();
        standby.StandsBy = true;
        using var page = new SchedulerPage([Nobody, standby.Url], Patience);

        var failure = (await page.Invoking(asked => asked.StatusAsync(Ct)).Should().ThrowAsync<EctException>()).Which;
        failure.Code.Should().Be(ErrorCode.SchedulerUnreachable);
        failure.Message.Should().Contain($"{Nobody}").And.Contain($"{standby.Url}").And.Contain("503");
        await page.Invoking(asked => asked.LogAsync(Bytes32.FromNumber(1), null, null, follow: true, Ct)).Should().ThrowAsync<EctException>();
    }
}
