using Ect.ClassAds.Matching;

namespace Ect.ClassAds.Tests.Matching;

public sealed class AskedNamesTests
{
    [Theory]
    [InlineData("[ Requirements = TARGET.Memory >= 4 && other.Place == \"DE\" ]", "Memory Place", "")]
    [InlineData("[ Need = TARGET.Memory / 2; Requirements = Need >= MY.Least; Least = 3; Other = TARGET.Disk ]", "Memory", "Least Need")]
    [InlineData("[ Requirements = member(TARGET.Flags[0], {TARGET.A.b, MY.list}) ? true : TARGET.C; list = {1} ]", "A C Flags", "list")]
    [InlineData("[ a = b; b = a; Requirements = a && TARGET.x ]", "x", "a b")]
    [InlineData("[ Requirements = Memory >= 4 ]", "", "")]
    [InlineData("[ Rank = TARGET.Score ]", "", "")]
    public void Names_are_found_wherever_they_stand(string ad, string ofOther, string ofOwn)
    {
        var asked = AskedNames.Of(ClassAd.Parse(ad), "Requirements");
        string.Join(' ', asked.OfOther.Order()).Should().Be(ofOther);
        string.Join(' ', asked.OfOwn.Order()).Should().Be(ofOwn);
    }

    [Fact]
    public void Capital_letters_make_no_difference()
    {
        var asked = AskedNames.Of(ClassAd.Parse("[ Rank = target.SCORE + my.bonus; Bonus = 1 ]"), "requirements", "rank");
        (asked.OfOther.Contains("Score"), asked.OfOwn.Contains("BONUS")).Should().Be((true, true));
    }

    [Fact]
    public void A_long_chain_is_no_trouble()
    {
        var ad = ClassAd.Parse($"[ Requirements = {string.Join(" && ", Enumerable.Range(0, 50_000).Select(i => $"TARGET.a{i % 7} > {i}"))} ]");
        AskedNames.Of(ad, "Requirements").OfOther.Should().HaveCount(7);
    }
}
