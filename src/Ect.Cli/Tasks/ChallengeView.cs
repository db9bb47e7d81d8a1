using Ect.Cli.Frame;
using Ect.Cli.Home;
using Ect.Ethereum;
using Ect.Sdk.Tasks;

namespace Ect.Cli.Tasks;

/// <summary>The challenge of a block of a result.</summary>
internal sealed record ChallengeView(Bytes32 Block, Address Challenger, ChallengeStatus Status, DateTimeOffset Deadline, DateTimeOffset LastWithdrawal)
{
    public static ChallengeView Of(ResultChallenge challenge) =>
        new(challenge.Block, challenge.Challenger, challenge.Status, Times.At(challenge.Deadline), Times.At(challenge.LastWithdrawal));

    public string Text(People people) => Status == ChallengeStatus.Overdue
        ? $"nobody published block {Block} until {Times.Text(Deadline)}, as {people.NameOf(Challenger)} had asked"
        : $"block {Block} must be published until {Times.Text(Deadline)}, says {people.NameOf(Challenger)}";
}
