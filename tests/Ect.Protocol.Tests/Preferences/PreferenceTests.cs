using Ect.Protocol.Preferences;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Preferences;

public sealed class PreferenceTests
{
    private static readonly Candidate Desktop = new("desktop") { Price = 1, Time = 4_000, Trust = 2, Reliability = 0.7, Energy = 300_000, Locality = 0 };
    private static readonly Candidate Cloud = new("cloud") { Price = 9, Time = 1_000, Trust = 4, Reliability = 0.99, Energy = 100_000, Locality = 0 };
    private static readonly Candidate Vault = new("vault") { Price = 12, Time = 3_000, Trust = 6, Reliability = 0.995, Energy = 200_000, Locality = 0 };
    private static readonly Candidate Solar = new("solar") { Price = 6, Time = 3_500, Trust = 3, Reliability = 0.9, Energy = 20_000, Locality = 1 };

    [Theory]
    [InlineData("cheap", "desktop")]
    [InlineData("fast", "cloud")]
    [InlineData("safe", "vault")]
    [InlineData("green", "solar")]
    [InlineData("Safe ", "vault")]
    [InlineData("price=1", "desktop")]
    [InlineData("locality=2, price=0.1", "solar")]
    [InlineData("time=5,energy=1", "cloud")]
    public void Each_preference_chooses_whom_it_is_for(string preference, string best) =>
        Chooser.Choose(Preference.Parse(preference), [Cloud, Desktop, Solar, Vault]).Ranking[0].Name.Should().Be(best);

    [Fact]
    public void The_weights_of_presets_sum_to_ten_and_their_meaning_is_one_line()
    {
        foreach (var preset in Preference.Presets)
        {
            AspectScale.All.Sum(aspect => preset[aspect]).Should().Be(10, preset.Name);
            preset.Meaning.Should().NotContain("\n").And.NotBeEmpty();
            Preference.Parse(preset.ToString()).Should().BeSameAs(preset);
        }
    }

    [Fact]
    public void Weights_of_ones_own_are_read_and_written()
    {
        var preference = Preference.Parse(" Price=3, time=1 ,trust=0.5");
        (preference[Aspect.Price], preference[Aspect.Time], preference[Aspect.Trust], preference[Aspect.Energy]).Should().Be((3, 1, 0.5, 0));
        preference.ToString().Should().Be("price=3,time=1,trust=0.5");
        preference.Meaning.Should().Be("price 67 %, time 22 %, trust 11 %");
        preference.Name.Should().BeNull();
    }

    [Theory]
    [InlineData("", "A preference has 1 to 200 characters: *")]
    [InlineData("cheep", "There is no preference 'cheep': give cheap, fast, safe, green or balanced, or weights such as *")]
    [InlineData("price=3,speed=1", "'speed' in a preference is no aspect; there are price, time, *")]
    [InlineData("price=3,time", "'time' in a preference is no weight: write an aspect, '=' and a number, *")]
    [InlineData("price=3,", "'' in a preference is no weight: *")]
    [InlineData("price=-3", "The weight of price is '-3'; it must be a number from 0 to 1000.")]
    [InlineData("price=NaN", "The weight of price is 'NaN'; *")]
    [InlineData("price=1e3", "The weight of price is '1e3'; *")]
    [InlineData("price=1001", "The weight of price is '1001'; *")]
    [InlineData("price=1,price=2", "A preference has 'price' twice; *")]
    [InlineData("price=0,time=0", "All weights of a preference are 0; *")]
    public void What_cannot_be_read_is_refused_with_the_value_and_the_rule(string text, string message) =>
        FluentActions.Invoking(() => Preference.Parse(text)).Should().Throw<FormatException>().WithMessage(message);

    [Fact]
    public void One_absurd_price_does_not_make_the_others_look_alike()
    {
        Candidate[] offers = [new("dear") { Price = 12 }, new("fair") { Price = 10 }, new("good") { Price = 8 }];
        var before = Chooser.Choose(Preference.Cheap, offers);
        var after = Chooser.Choose(Preference.Cheap, [.. offers, new("absurd") { Price = 1e12 }]);
        after.Ranking.Select(offer => offer.Name).Should().Equal("good", "fair", "dear", "absurd");
        (after.Explain(0).Net - after.Explain(2).Net).Should().BeGreaterThan((before.Explain(0).Net - before.Explain(2).Net) / 2);
    }

    [Fact]
    public void Hiding_a_weakness_does_not_pay()
    {
        var silent = new Candidate("silent") { Price = 8, Time = 100 };
        var choice = Chooser.Choose(Preference.Safe, [silent, new("frank") { Price = 8, Time = 100, Trust = 2.5, Reliability = 0.8 }, new("weak") { Price = 8, Time = 100, Trust = 2, Reliability = 0.6 }]);
        choice.Ranking[0].Name.Should().Be("frank");
        var explanation = choice.Explain(choice.Ranking.ToList().IndexOf(silent));
        explanation.Verdicts.Single(verdict => verdict.Aspect == Aspect.Trust).Value.Should().BeNull();
        explanation.ToString().Should().Contain("not told");
    }

    [Fact]
    public void Where_somebody_may_have_nothing_to_tell_yet_the_unknown_counts_neither_for_nor_against()
    {
        Candidate[] candidates = [new("slow") { Time = 30 }, new("new"), new("quick") { Time = 10 }];
        var choice = Chooser.Choose(Preference.Parse("time=1"), candidates, Untold.Middle);
        choice.Ranking.Select(candidate => candidate.Name).Should().Equal("quick", "new", "slow");
        choice.Explain(1).Net.Should().BeApproximately(0, 1e-12);
        Chooser.Choose(Preference.Parse("time=1"), candidates).Ranking[^1].Name.Should().NotBe("quick").And.NotBeNull();
        Chooser.Choose(Preference.Parse("time=1"), candidates[..2], Untold.Middle).Explain(0).Net.Should().Be(0, "with one that tells there is nothing to compare");
    }

    [Fact]
    public void What_nobody_tells_is_left_out_and_said()
    {
        var choice = Chooser.Choose(Preference.Green, [new("slow") { Time = 9 }, new("quick") { Time = 3 }]);
        choice.Ranking[0].Name.Should().Be("quick");
        choice.Untold.Should().Equal(Aspect.Price, Aspect.Reliability, Aspect.Energy, Aspect.Locality);
        choice.Explain(0).ToString().Should().Be("quick is number 1 (+1.00): time +1.00 (weight 100 %); nobody tells price, reliability, energy, locality");
    }

    [Fact]
    public void Where_nothing_is_known_the_order_stays()
    {
        var choice = Chooser.Choose(Preference.Cheap, [new("first"), new("second")]);
        choice.Ranking.Select(candidate => candidate.Name).Should().Equal("first", "second");
        choice.Explain(1).ToString().Should().StartWith("second is number 2 (0.00): all are alike; nobody tells price");
        Chooser.Choose(Preference.Cheap, []).Ranking.Should().BeEmpty();
        Chooser.Choose(Preference.Cheap, [Desktop]).Explain(0).ToString().Should().Be("desktop is number 1 (0.00): there is no other");
    }

    [Fact]
    public void An_explanation_adds_up_and_names_what_weighed_most_first()
    {
        var choice = Chooser.Choose(Preference.Balanced, [Cloud, Desktop, Solar, Vault]);
        for (var rank = 0; rank < 4; rank++)
        {
            var explanation = choice.Explain(rank);
            explanation.Verdicts.Sum(verdict => verdict.Contribution).Should().BeApproximately(explanation.Net, 1e-12);
            explanation.Verdicts.Select(verdict => Math.Abs(verdict.Contribution)).Should().BeInDescendingOrder();
            explanation.Rival.Should().Be(choice.Ranking[rank == 0 ? 1 : 0]);
            explanation.Verdicts.Sum(verdict => verdict.Lead).Should().BeApproximately(explanation.Net - choice.Explain(rank == 0 ? 1 : 0).Net, 1e-12);
        }
    }

    [Fact]
    public void Free_offers_are_better_than_any_price()
    {
        var choice = Chooser.Choose(Preference.Parse("price=1"), [new("tiny") { Price = 1e-9 }, new("free") { Price = 0 }, new("gift") { Price = 0 }]);
        choice.Ranking[2].Name.Should().Be("tiny");
        choice.Explain(2).Net.Should().Be(-1);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    [InlineData(double.PositiveInfinity)]
    public void A_value_that_cannot_be_is_refused(double value)
    {
        FluentActions.Invoking(() => new Candidate("odd") { Time = value }).Should().Throw<ArgumentException>().WithMessage("The time of 'odd' is *; it must be a number from 0.");
        FluentActions.Invoking(() => new Candidate("odd") { Locality = 1.5 }).Should().Throw<ArgumentException>().WithMessage("The locality of 'odd' is 1.5; it must be a number from 0 to 1.");
    }

    [Property]
    public bool Money_of_another_unit_chooses_alike(ushort[] prices, byte unit)
    {
        IReadOnlyList<Candidate> Offers(double times) => [.. prices.Select((price, at) => new Candidate($"{at}") { Price = price * times, Time = 1 + at })];
        return Chooser.Choose(Preference.Cheap, Offers(1)).Ranking.Select(offer => offer.Name)
            .SequenceEqual(Chooser.Choose(Preference.Cheap, Offers(Math.Pow(2, unit % 60))).Ranking.Select(offer => offer.Name));
    }
}
