using Ect.Protocol.Deals;
using Ect.Worker.Availability;

namespace Ect.Worker.Tests.Availability;

public sealed class AnswerDecisionTests
{
    private const ulong Made = 1_000_000_000;
    private const int Half = (int)HubRules.AnswerPeriod / 2;
    private const int Turn = (int)AnswerDecision.TurnLength;
    private const int Last = (int)HubRules.AnswerPeriod - (Half / 3);
    private const long Rich = 1_000_000_000;

    /// <summary>Seconds since the challenge, this worker's place, whether it may upload, gas in hand: what follows.</summary>
    [Theory]
    [InlineData(0, 0, true, Rich, "Upload")]
    [InlineData(0, 0, false, Rich, "Wait")]
    [InlineData(0, 0, true, 0, "Upload")]
    [InlineData(Half, 5, true, Rich, "Upload")]
    [InlineData(Half + 1, 0, true, Rich, "Publish")]
    [InlineData(Half + 1, 1, true, Rich, "Wait")]
    [InlineData(Half + Turn, 1, true, Rich, "Wait")]
    [InlineData(Half + Turn + 1, 1, true, Rich, "Publish")]
    [InlineData(Half + (3 * Turn) + 1, 3, true, Rich, "Publish")]
    [InlineData(Last - 1, 12, true, Rich, "Wait")]
    [InlineData(Last, 12, true, Rich, "Publish")]
    [InlineData(Last, 31, true, Rich, "Publish")]
    [InlineData((int)HubRules.AnswerPeriod, 0, true, Rich, "Publish")]
    [InlineData((int)HubRules.AnswerPeriod + 1, 0, true, Rich, "harmful Wait")]
    [InlineData(Half + 1, 0, true, 483_641, "harmful Wait")]
    [InlineData(Half + 1, 0, true, 483_642, "Publish")]
    public void First_the_result_is_uploaded_then_the_workers_publish_one_after_another_and_in_the_end_all(int second, int place, bool mayUpload, long gas, string expected)
    {
        var now = Made + (ulong)second;
        var action = AnswerDecision.Decide(new AnswerView(now, now, Made + HubRules.AnswerPeriod, place, mayUpload, 267, gas));
        (action is AnswerAction.Wait { IsHarmful: true } ? "harmful Wait" : action.GetType().Name).Should().Be(expected);
    }

    [Fact]
    public void On_a_quiet_chain_this_machines_clock_tells_the_turn_and_the_chains_alone_that_it_is_too_late()
    {
        AnswerDecision.Decide(View(blockTime: Made, now: Made + HubRules.AnswerPeriod)).Should().BeOfType<AnswerAction.Publish>();
        AnswerDecision.Decide(View(blockTime: Made, now: Made + HubRules.AnswerPeriod + 10)).Should().BeOfType<AnswerAction.Publish>();
        static AnswerView View(ulong blockTime, ulong now) => new(blockTime, now, Made + HubRules.AnswerPeriod, 0, true, 267, Rich);
    }

    /// <summary>A transaction of more than 2^24 gas is refused by every chain that follows EIP-7825.</summary>
    [Fact]
    public void A_block_of_a_result_fits_a_transaction() =>
        AnswerDecision.GasOf(256 * 1024).Should().BeInRange(3 * 10_000_000, 3 * 13_000_000);
}
