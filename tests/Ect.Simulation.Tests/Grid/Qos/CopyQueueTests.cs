using Ect.Simulation.Grid.Qos;
using FsCheck.Xunit;

namespace Ect.Simulation.Tests.Grid.Qos;

public sealed class CopyQueueTests
{
    [Property]
    public void It_is_a_list_with_two_ends(byte[] steps)
    {
        var (queue, model) = (new CopyQueue(), new LinkedList<int>());
        for (var i = 0; i < steps.Length; i++)
        {
            if (steps[i] % 4 == 0 && model.Count > 0)
            {
                queue.Take().Should().Be(model.First!.Value);
                model.RemoveFirst();
            }
            else if (steps[i] % 4 == 1)
            {
                queue.AddFirst(i);
                model.AddFirst(i);
            }
            else
            {
                queue.AddLast(i);
                model.AddLast(i);
            }

            queue.Count.Should().Be(model.Count);
        }

        Enumerable.Range(0, queue.Count).Select(_ => queue.Take()).Should().Equal(model);
    }
}
