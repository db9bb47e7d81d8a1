namespace Ect.Simulation.Tests;

public sealed class ChanceTests
{
    [Fact]
    public void Bits_are_those_of_splitmix64()
    {
        var stream = new Chance(1_234_567);
        new[] { stream.Bits(), stream.Bits(), stream.Bits() }.Should().Equal(6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL);
    }

    [Fact]
    public void Streams_of_two_things_have_nothing_in_common()
    {
        var firsts = new HashSet<ulong>();
        for (var number = 0; number < 1_000; number++)
        {
            for (var kind = 0; kind < 3; kind++)
            {
                var stream = Chance.Of(7, kind, number);
                firsts.Add(stream.Bits()).Should().BeTrue();
            }
        }

        var (one, other) = (Chance.Of(1, 1, 1), Chance.Of(1, 1, 2));
        var sum = 0.0;
        for (var i = 0; i < 10_000; i++)
        {
            sum += (one.NextDouble() - 0.5) * (other.NextDouble() - 0.5);
        }

        // Each product has a deviation of 1/12: five times that of their mean.
        (sum / 10_000).Should().BeInRange(-0.0042, 0.0042);
    }

    [Fact]
    public void Normal_numbers_have_mean_nothing_and_deviation_one()
    {
        var stream = Chance.Of(3, 0, 0);
        var numbers = Enumerable.Range(0, 20_000).Select(_ => stream.NextNormal()).ToList();
        numbers.Average().Should().BeInRange(-0.036, 0.036);
        numbers.Average(number => number * number).Should().BeInRange(0.95, 1.05);
    }
}
