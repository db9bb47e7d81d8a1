using Ect.Ethereum;
using Ect.Scheduler.Workers;
using Ect.Scheduler.Why;

namespace Ect.Scheduler.Tests.Workers;

public sealed class WorkerSessionTests
{
    [Fact]
    public void A_session_that_has_ended_takes_nothing_and_can_still_be_looked_at()
    {
        var session = new WorkerSession(Address.Zero, "test", new() { Slots = 2 }, TimeProvider.System);
        session.Beat(2, []);
        session.Credit.Should().Be(2);
        session.Close("The worker ended the stream.");
        session.Dispose();

        session.Credit.Should().Be(0);
    }

    [Fact]
    public void A_worker_that_rests_has_no_credit_whatever_it_asks_for()
    {
        using var session = new WorkerSession(Address.Zero, "test", new() { Slots = 2 }, TimeProvider.System);
        session.Beat(2, [], WorkerReasons.OnBattery.Say("It runs on battery."));
        session.Credit.Should().Be(0);
        session.Beat(2, []);
        session.Credit.Should().Be(2);
    }
}
