using Ect.Simulation.Grid;
using FsCheck.Xunit;

namespace Ect.Simulation.Tests.Grid;

public sealed class PendingTasksTests
{
    [Property(MaxTest = 50)]
    public void Tasks_of_a_class_come_in_order_and_those_put_back_come_first(int seed, ushort steps)
    {
        var bag = Bag.Of(Bag.Everybody, 200, seed);
        var pending = new PendingTasks(bag);
        var model = Enumerable.Range(0, bag.Classes.Count).Select(kind => new LinkedList<int>(Enumerable.Range(0, bag.Count).Where(task => bag.Class[task] == kind))).ToList();
        var away = new Stack<int>();
        var chance = Chance.Of(seed, 0, 0);
        for (var step = 0; step < steps % 400; step++)
        {
            if (away.Count > 0 && chance.Next(3) == 0)
            {
                var task = away.Pop();
                pending.PutBack(task, bag.Class[task]);
                model[bag.Class[task]].AddFirst(task);
            }
            else if (model.FindIndex(tasks => tasks.Count > 0) is >= 0 and var kind)
            {
                pending.First(kind).Should().Be(model[kind].First!.Value);
                away.Push(pending.Take(kind));
                model[kind].RemoveFirst();
            }

            pending.Counts.ToArray().Should().Equal(model.Select(tasks => tasks.Count));
            pending.Count.Should().Be(200 - away.Count);
        }
    }
}
