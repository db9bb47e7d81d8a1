using Ect.Simulation.Grid.Qos;
using FsCheck.Xunit;

namespace Ect.Simulation.Tests.Grid.Qos;

public sealed class PurseTests
{
    [Property]
    public void Whatever_is_taken_and_given_back_it_spends_no_more_than_its_budget(ushort budget, ushort[] wanted)
    {
        var purse = new Purse(budget);
        var taken = 0.0;
        for (var i = 0; i < wanted.Length; i++)
        {
            var got = purse.Take(wanted[i]);
            got.Should().BeLessThanOrEqualTo(wanted[i]);
            purse.GiveBack(got * (i % 3) / 4);
            taken += got - (got * (i % 3) / 4);
            purse.Left.Should().BeGreaterThanOrEqualTo(0);
            purse.Spent.Should().BeApproximately(taken, 1e-6).And.BeLessThanOrEqualTo(budget);
        }
    }

    [Fact]
    public void A_debt_is_no_budget() => FluentActions.Invoking(() => new Purse(-1)).Should().Throw<ArgumentOutOfRangeException>();
}
