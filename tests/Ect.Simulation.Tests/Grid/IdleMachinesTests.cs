using Ect.Simulation.Grid;
using FsCheck.Xunit;

namespace Ect.Simulation.Tests.Grid;

public sealed class IdleMachinesTests
{
    [Property]
    public void Whoever_comes_and_leaves_those_that_wait_are_known(byte[] steps)
    {
        var (idle, model) = (new IdleMachines(16), new HashSet<int>());
        foreach (var step in steps)
        {
            var number = step % 16;
            if (model.Add(number))
            {
                idle.Add(number);
            }
            else
            {
                model.Remove(number);
                idle.Remove(number);
            }

            Enumerable.Range(0, idle.Count).Select(place => idle[place]).Should().BeEquivalentTo(model);
        }
    }
}
