using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Trust;
using Ect.Worker.Contributions;
using Ect.Worker.Guardian;

namespace Ect.Worker.Tests.Guardian;

public sealed class FinishDecisionTests
{
    private const ulong RevealDeadline = Samples.Start + 900;
    private const ulong Claimable = RevealDeadline + 100;
    private const ulong FinalDeadline = Samples.Start + 1000;

    /// <summary>Votes (o ours, O ours with reputation, x and y others, - silent), trust, callback, time: what follows.</summary>
    [Theory]
    [InlineData("o", 1, false, RevealDeadline + 1, "Finalize")]
    [InlineData("oo-", 2, false, RevealDeadline + 1, "Finalize")]
    [InlineData("O-", 2, false, RevealDeadline + 1, "Finalize")]
    [InlineData("oox", 2, false, RevealDeadline + 1, "WaitForOthers")]
    [InlineData("ooox", 2, false, RevealDeadline + 1, "Finalize")]
    [InlineData("ooox", 2, true, RevealDeadline + 1, "Finalize")]
    [InlineData("o-", 2, false, RevealDeadline + 1, "WaitForOthers")]
    [InlineData("o-", 2, false, Claimable, "WaitForOthers")]
    [InlineData("o-", 2, false, Claimable + 1, "Claim")]
    [InlineData("ox", 1, false, Claimable + 1, "Claim")]
    [InlineData("--", 1, false, Claimable + 1, "Claim")]
    [InlineData("oxxx", 2, false, RevealDeadline + 1, "LeaveToOthers")]
    [InlineData("oxxx", 2, false, Claimable + 5000, "LeaveToOthers")]
    [InlineData("oxxx", 2, true, FinalDeadline, "LeaveToOthers")]
    [InlineData("oxxx", 2, true, FinalDeadline + 1, "Claim")]
    [InlineData("oxy", 1, false, Claimable + 1, "Claim")]
    public void Whoever_is_right_finalises_and_nobody_helps_to_burn_its_own_stake(string votes, int trust, bool callback, ulong now, string expected)
    {
        var deal = Samples.Deal with { Trust = (ushort)trust, Callback = callback ? Samples.Fill(0xee) : Address.Zero };
        var record = Samples.Record(deal, ContributionState.Opened);
        var view = new ChainView(new ChainTask(ChainTaskStatus.Revealing, (byte)votes.Length, RevealDeadline, false, new byte[24]), new Contribution(record.Commitment, record.ResultHash), now, now);
        var cast = votes.Select((vote, i) => (Samples.Fill((byte)(i + 1)), vote switch
        {
            'o' => new Vote(record.ResultHash),
            'O' => new Vote(record.ResultHash, Evidence.MostVoteBits),
            'x' => new Vote(Bytes32.FromNumber(100)),
            'y' => new Vote(Bytes32.FromNumber(101)),
            _ => default,
        })).ToList();

        var action = FinishDecision.Decide(record, deal, view, cast);

        action.GetType().Name.Should().Be(expected);
        if (action is FinishAction.Finalize finalize)
        {
            finalize.Openings.Select(o => o.Worker).Should().Equal(cast.Select(v => v.Item1), "the hub wants every contributor");
        }
    }
}
