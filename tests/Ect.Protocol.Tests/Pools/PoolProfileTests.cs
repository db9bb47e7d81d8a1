using System.Text;
using Ect.Ethereum;
using Ect.Protocol.Pools;
using Ect.Protocol.Preferences;

namespace Ect.Protocol.Tests.Pools;

public sealed class PoolProfileTests
{
    private static readonly PoolProfile Profile = new()
    {
        Rules = new() { Requirements = "TARGET.Price > 1" },
        Workers = 3,
        Slots = 4,
        FreeSlots = 1,
        Load = 12,
        Paces = [new(2, 30)],
        Reliability = 0.9,
        Watts = 100,
        Sample = [Address.Parse("0x70997970C51812dc3A010C7d01b50e0d17dc79C8")],
    };

    [Fact]
    public void What_a_scheduler_publishes_a_buyer_reads() =>
        PoolProfile.Read(Encoding.UTF8.GetBytes(Profile.Write())).Should().BeEquivalentTo(Profile);

    [Theory]
    [InlineData("""{"slots":3,"somethingNew":[1,2]}""", 3)]
    [InlineData("{}", 0)]
    public void Members_that_are_missing_or_not_known_are_no_trouble(string json, int slots) => PoolProfile.Read(Encoding.UTF8.GetBytes(json)).Slots.Should().Be(slots);

    [Theory]
    [InlineData("[]", "*no such document*")]
    [InlineData("null", "*empty*")]
    [InlineData("""{"slots":-1}""", "*negative*")]
    [InlineData("""{"reliability":1.5}""", "*share from 0 to 1*")]
    [InlineData("""{"watts":-2}""", "*watts*")]
    [InlineData("""{"paces":[{"category":1,"seconds":-2}]}""", "*paces*")]
    [InlineData("""{"rules":{"requirements":"1 +"}}""", "requirements is no ClassAd expression*")]
    [InlineData("""{"rules":null}""", "*no such document*")]
    public void What_cannot_be_is_refused(string json, string message)
    {
        var act = () => PoolProfile.Read(Encoding.UTF8.GetBytes(json));
        act.Should().Throw<FormatException>().WithMessage(message);
    }

    [Theory]
    [InlineData(2, 4, 12, 1, 1, 97.5)] // 13 parts on 4 slots
    [InlineData(2, 4, 0, 1, 1, 30.0)] // never less than a part
    [InlineData(2, 4, 12, 10, 3, 315.0)]
    [InlineData(2, 4, 1_000_000, 1, 1, 480.0)] // so long workers may contribute
    [InlineData(2, 0, 0, 1, 1, 480.0)] // nobody is there
    [InlineData(7, 4, 12, 1, 1, null)] // no such task was ever seen
    public void The_end_of_a_bag_is_expected_from_what_is_before_it(int category, int slots, long load, int tasks, int votes, double? seconds) =>
        PoolAspects.Of("pool", new(1, (ushort)category, 60, (uint)tasks, votes), Profile with { Slots = slots, Load = load }, 3).Time.Should().Be(seconds);

    [Fact]
    public void What_is_known_of_a_pool_is_what_its_scheduler_and_the_chain_say()
    {
        var known = PoolAspects.Of("pool", new(1.5, 2, 60, 1, 3), Profile, 2.5);
        (known.Price, known.Trust, known.Reliability, known.Energy, known.Locality).Should().Be((1.5, 2.5, 0.9, 9_000, null));
        var silent = PoolAspects.Of("pool", new(1.5, 2, 60, 1, 3), null, null);
        AspectScale.All.Where(aspect => silent[aspect] is not null).Should().Equal(Aspect.Price);
    }
}
