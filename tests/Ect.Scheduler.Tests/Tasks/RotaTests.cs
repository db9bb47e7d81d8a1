using Ect.Ethereum;
using Ect.Scheduler.Tasks;

namespace Ect.Scheduler.Tests.Tasks;

public sealed class RotaTests
{
    [Fact]
    public void A_small_pool_looks_at_everything_and_at_what_has_ended()
    {
        var open = Ids(10);
        new Rota().Next(open.Count, () => open, [open[3], Keccak256.Hash("ended")]).Should().BeEquivalentTo([.. open, Keccak256.Hash("ended")]);
    }

    [Fact]
    public void In_a_large_pool_every_task_has_its_turn_and_changes_come_at_once()
    {
        var open = Ids((3 * Rota.Turn) + 1);
        var rota = new Rota();
        var seen = new HashSet<Bytes32>();
        for (var look = 0; look < 4; look++)
        {
            var changed = open[look * 7];
            var next = rota.Next(open.Count, () => open, [changed]);
            next.Should().Contain(changed);
            next.Count.Should().BeLessThanOrEqualTo(Rota.Turn + 1);
            seen.UnionWith(next);
        }

        seen.Should().BeEquivalentTo(open);
    }

    private static List<Bytes32> Ids(int count) => [.. Enumerable.Range(0, count).Select(number => Bytes32.FromNumber(number + 1))];
}
