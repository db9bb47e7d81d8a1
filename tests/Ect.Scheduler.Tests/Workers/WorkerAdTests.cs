using Ect.Scheduler.Tests.Network;
using Ect.Scheduler.Workers;
using Ect.Wire;

namespace Ect.Scheduler.Tests.Workers;

public sealed class WorkerAdTests
{
    [Fact]
    public void What_a_worker_says_is_taken_except_what_the_scheduler_knows()
    {
        var ad = Read("[ Memory = 4096; Worker = \"somebody else\"; Slots = 99 ]");
        ad.Ad.Evaluate("Memory").ToString().Should().Be("4096");
        ad.Ad.Evaluate("Worker").ToString().Should().Be($"\"{SampleDeals.Worker(1)}\"");
        ad.Ad.Evaluate("Slots").ToString().Should().Be("2");
        ad.Problem.Should().BeNull();
    }

    [Theory]
    [InlineData("[ Memory = ")]
    [InlineData("Memory = 4096")]
    public void A_worker_whose_ad_cannot_be_read_is_what_its_resources_say(string text)
    {
        var ad = Read(text);
        ad.Problem.Should().StartWith("The ad cannot be read: ");
        ad.Ad.Evaluate("Memory").ToString().Should().Be("1024");
    }

    [Fact]
    public void An_ad_that_is_too_long_is_none() =>
        Read($"[ Note = \"{new string('a', 20_000)}\" ]").Problem.Should().Contain("16384");

    [Fact]
    public void An_older_worker_without_an_ad_takes_every_task()
    {
        var ad = Read("");
        (ad.HasRequirements, ad.HasRank, ad.Problem).Should().Be((false, false, null));
        ad.Ad.Evaluate("Requirements").ToString().Should().Be("true");
    }

    private static WorkerAd Read(string text) => WorkerAd.Read(SampleDeals.Worker(1), "test", new Resources { Slots = 2, MemoryBytes = 1 << 30, Ad = text });
}
