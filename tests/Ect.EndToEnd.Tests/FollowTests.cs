using System.Text.Json;
using System.Text.RegularExpressions;
using Ect.Testing;

namespace Ect.EndToEnd.Tests;

/// <summary>Somebody reads what a task writes while its scheduler dies.</summary>
[Collection(NetworkToBreak.Name)]
public sealed class FollowTests(BreakableNetwork breakable)
{
    private TestNetwork Network => breakable.Network;

    [Fact]
    public async Task Who_follows_a_log_is_told_that_the_scheduler_is_lost_and_reads_on_when_it_is_back()
    {
        await breakable.OfferAppAsync(RepositoryRoot.File("tests", "Ect.EndToEnd.Tests", "Apps", "talker.wasm"), "talker");
        var deal = await breakable.BuyAsync(["talker", "--category", "1", "--args", .. Enumerable.Repeat("slower", 6)]);
        var task = deal.TaskAt(0).ToString();
        await using var following = Network.StartEct("task", "logs", task, "--follow");
        await Eventually.HoldsAsync("something is read", () => following.Output.Contains("step 00", StringComparison.Ordinal), TimeSpan.FromMinutes(1));
        Network.Local.Supervisor["scheduler"].Kill();

        var followed = (await following.EndAsync()).ShouldSucceed();
        followed.Errors.Should().MatchRegex("(?s)the scheduler is lost.+answers again");
        var lines = followed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement);
        var text = string.Concat(lines.Where(line => line.GetProperty("stream").GetString() == "stdout").Select(line => line.GetProperty("text").GetString()));
        Regex.Matches(text, "step ([0-9]{2})").Select(step => step.Groups[1].Value).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems("what was read before is not told again").And.StartWith("00").And.EndWith("19");
        await breakable.AssertSettledAsync(deal);
    }
}
