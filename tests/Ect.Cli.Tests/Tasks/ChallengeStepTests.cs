using Ect.Content;
using Ect.Content.Trees;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Sdk.Tasks;

namespace Ect.Cli.Tests.Tasks;

/// <summary>What `ect task challenge` does next.</summary>
public sealed class ChallengeStepTests
{
    private const ulong Settled = 1_000_000;
    private const ulong Last = Settled + HubRules.ChallengePeriod;

    private static readonly Address Me = Address.Parse("0x00000000000000000000000000000000000000aa");
    private static readonly Address Other = Address.Parse("0x00000000000000000000000000000000000000bb");

    /// <summary>
    /// Blocks that are missing, challenges of blocks (my or another's; open in the first or the second half, late, published, over),
    /// seconds after the settlement, how many at once, whether those who agreed have paid: the step.
    /// </summary>
    [Theory]
    [InlineData("", "", 0, 1, false, ChallengeStep.None)]
    [InlineData("", "a:my:published", 0, 1, false, ChallengeStep.None)]
    [InlineData("", "a:my:over", 0, 1, false, ChallengeStep.None)]
    [InlineData("", "a:my:first", 0, 1, false, ChallengeStep.Withdraw)]
    [InlineData("", "a:my:second", 0, 1, false, ChallengeStep.RunOut)]
    [InlineData("", "a:other:first", 0, 1, false, ChallengeStep.RunOut)]
    [InlineData("", "a:my:late", 0, 1, false, ChallengeStep.Fail)]
    [InlineData("", "a:other:late", 0, 1, false, ChallengeStep.None)]
    [InlineData("a", "", 0, 1, false, ChallengeStep.Challenge)]
    [InlineData("a", "", 43_200, 1, false, ChallengeStep.Challenge)]
    [InlineData("a", "", 43_201, 1, false, ChallengeStep.TooLate)]
    [InlineData("a", "a:my:over", 0, 1, false, ChallengeStep.Challenge)]
    [InlineData("a", "a:my:first", 0, 1, false, ChallengeStep.Wait)]
    [InlineData("a", "a:other:second", 43_201, 1, false, ChallengeStep.Wait)]
    [InlineData("a", "a:my:late", 50_000, 1, false, ChallengeStep.Fail)]
    [InlineData("a", "a:other:late", 50_000, 1, false, ChallengeStep.Fail)]
    [InlineData("a", "a:my:over", 50_000, 1, true, ChallengeStep.Refunded)]
    [InlineData("a,b", "a:my:over", 0, 1, true, ChallengeStep.Refunded)]
    [InlineData("a,b", "b:my:first", 0, 1, true, ChallengeStep.Wait)]
    [InlineData("b", "a:my:published", 0, 1, false, ChallengeStep.Challenge)]
    [InlineData("a,b", "a:my:first", 0, 1, false, ChallengeStep.Wait)]
    [InlineData("a,b", "a:my:first", 0, 2, false, ChallengeStep.Challenge)]
    [InlineData("a,b", "a:my:first,b:my:first", 0, 3, false, ChallengeStep.Wait)]
    [InlineData("a,b", "a:my:second,b:my:late", 50_000, 1, false, ChallengeStep.Fail)]
    public void The_next_step_follows_from_what_is_missing_and_what_was_challenged(string missing, string challenges, int second, int atOnce, bool paid, ChallengeStep step)
    {
        var now = Settled + (ulong)second;
        var check = new ResultCheck([.. Parts(missing).Select(Missing)], [.. Parts(challenges).Select(text => Challenge(text, now))], Last, paid ? 1 : null, now);
        ChallengeSteps.Next(check, Me, atOnce).Should().Be(step);
    }

    private static string[] Parts(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static Cid CidOf(string name) => Cid.Hash(CidCodec.Raw, System.Text.Encoding.ASCII.GetBytes(name));

    private static MissingBlock Missing(string name) => new(CidOf(name), name, [], new ContentMissingException(CidOf(name), "the store"));

    private static ResultChallenge Challenge(string text, ulong now)
    {
        var (block, who, state) = text.Split(':') is [var a, var b, var c] ? (a, b, c) : throw new ArgumentException(text, nameof(text));
        var deadline = state switch
        {
            "first" => now + (HubRules.AnswerPeriod / 2),
            "second" => now + (HubRules.AnswerPeriod / 2) - 1,
            _ => now - 1,
        };
        var status = state switch
        {
            "first" or "second" => ChallengeStatus.Open,
            "late" => ChallengeStatus.Overdue,
            "published" => ChallengeStatus.Published,
            _ => ChallengeStatus.Over,
        };
        return new(Bytes32.FromBytes(CidOf(block).Digest), who == "my" ? Me : Other, deadline, status);
    }
}
