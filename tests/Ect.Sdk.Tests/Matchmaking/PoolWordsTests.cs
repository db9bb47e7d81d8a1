using System.Text;
using Ect.ClassAds.Values;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Sdk.Matchmaking;

namespace Ect.Sdk.Tests.Matchmaking;

/// <summary>What a pool's owner says, out of all that was ever said.</summary>
public sealed class PoolWordsTests
{
    private static readonly Address Ana = Address.Parse("0x00000000000000000000000000000000000000aa");
    private static readonly Address Ben = Address.Parse("0x00000000000000000000000000000000000000bb");

    [Fact]
    public void The_last_word_counts_and_capitals_make_no_difference()
    {
        var words = PoolWords.Of([Says(Ana, Number("Memory", 1), Number("Cpus", 4)), Says(Ana, Number("MEMORY", 8))], Ana);

        words.Count.Should().Be(2);
        words["memory"].Should().Be(Value.Of(8L));
        words.Attributes.Select(word => word.Key).Should().Equal("MEMORY", "Cpus");
    }

    [Fact]
    public void What_is_taken_back_is_said_no_more()
    {
        var words = PoolWords.Of([Says(Ana, Number("Memory", 1), Text("Region", "eu")), Says(Ana, Nothing("memory"), Nothing("never"))], Ana);

        words["Memory"].Should().Be(Value.Undefined);
        words.Attributes.Select(word => word.Value).Should().Equal(Value.Of("eu"));
    }

    [Fact]
    public void Each_kind_has_its_value() =>
        PoolWords.Of([Says(Ana, Flag("Yes", 5), Flag("No", 0), Number("Least", long.MinValue), Text("Name", "Straße"))], Ana)
            .Attributes.Select(word => word.Value).Should().Equal(Value.True, Value.False, Value.Of(long.MinValue), Value.Of("Straße"));

    [Fact]
    public void A_new_owners_first_words_are_all_that_is_said()
    {
        PoolStatement[] all = [Says(Ana, Number("Memory", 1)), Says(Ben, Number("Cpus", 2)), Says(Ana, Number("Disk", 3))];

        PoolWords.Of(all[..2], Ben).Attributes.Select(word => word.Key).Should().Equal("Cpus");
        PoolWords.Of(all[..2], Ana).Count.Should().Be(0, "it is Ben's word that stands");
        PoolWords.Of(all, Ana).Attributes.Select(word => word.Key).Should().Equal(["Disk"], "what she said before she sold it is forgotten");
        PoolWords.Of(all[..1], Ben).Count.Should().Be(0);
    }

    [Fact]
    public void Bytes_that_are_no_text_do_no_harm()
    {
        byte[] bad = [0xff, 0xfe, (byte)'x'];
        var words = PoolWords.Of([Says(Ana, new PoolStatement.Part(bad, AttributeKind.Integer, 1, []), new PoolStatement.Part("Region"u8.ToArray(), AttributeKind.Text, 0, bad))], Ana);

        words.Count.Should().Be(2, "the contract counts both");
        words.Attributes.Select(word => word.Key).Should().Equal("Region");
        words.Ad.Evaluate("Region").Kind.Should().Be(ValueKind.String);
    }

    private static PoolStatement Says(Address owner, params PoolStatement.Part[] parts) => new(1, owner, parts);

    private static PoolStatement.Part Number(string name, long number) => new(Bytes(name), AttributeKind.Integer, number, []);

    private static PoolStatement.Part Flag(string name, long number) => new(Bytes(name), AttributeKind.Boolean, number, []);

    private static PoolStatement.Part Text(string name, string text) => new(Bytes(name), AttributeKind.Text, 0, Bytes(text));

    private static PoolStatement.Part Nothing(string name) => new(Bytes(name), AttributeKind.Undefined, 0, []);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
