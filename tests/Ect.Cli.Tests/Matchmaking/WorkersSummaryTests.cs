using Ect.ClassAds;
using Ect.Cli.Matchmaking;

namespace Ect.Cli.Tests.Matchmaking;

public sealed class WorkersSummaryTests
{
    [Fact]
    public void A_pool_says_the_least_of_what_its_workers_have() => Summary(
        "[ Cpus = 8; Memory = 16384; GPUs = 1; Score = 812.7; Arch = \"X86_64\" ]",
        "[ Cpus = 4; Memory = 32768; GPUs = 0; Score = 1000; Arch = \"X86_64\" ]").Should().Equal("Workers=2", "Cpus=4", "Memory=16384", "GPUs=0", "Score=812", "Arch=\"X86_64\"");

    [Fact]
    public void What_not_all_say_is_left_out() => Summary(
        "[ Cpus = 8; Memory = 1; Arch = \"X86_64\"; OpSys = \"LINUX\" ]",
        "[ Memory = \"much\"; Arch = \"aarch64\" ]",
        "[ Cpus = -1; Memory = 2 ]").Should().Equal("Workers=3");

    [Fact]
    public void A_text_too_long_for_contracts_is_left_out() =>
        Summary($"[ Arch = \"{new string('x', 32)}\" ]").Should().Equal("Workers=1");

    private static IEnumerable<string> Summary(params string[] ads) =>
        WorkersSummary.Of([.. ads.Select(ad => ClassAd.Parse(ad))]).Select(attribute => $"{attribute.Key}={attribute.Value}");
}
