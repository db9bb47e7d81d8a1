using Ect.Simulation.Grid;
using FsCheck.Xunit;

namespace Ect.Simulation.Tests.Grid;

public sealed class AlarmHeapTests
{
    [Property]
    public void Alarms_come_in_the_order_of_time_then_worker_then_kind(byte[] times, byte taken)
    {
        var alarms = times.Select((time, at) => new Alarm(time / 4, at * 7919 % 101, at % 2 == 0 ? AlarmKind.Finishes : AlarmKind.Turns)).ToList();
        var queue = new AlarmHeap(0);
        var found = new List<Alarm>();
        var early = Math.Min(taken, alarms.Count);
        foreach (var alarm in alarms)
        {
            queue.Add(alarm);
        }

        // Some leave and come back in between.
        for (var i = 0; i < early; i++)
        {
            queue.TryTake(out var alarm).Should().BeTrue();
            queue.Add(alarm);
        }

        while (queue.TryTake(out var alarm))
        {
            found.Add(alarm);
        }

        found.Should().Equal(alarms.OrderBy(alarm => alarm.Time).ThenBy(alarm => alarm.Subject).ThenBy(alarm => alarm.Kind));
        queue.Count.Should().Be(0);
    }

    [Fact]
    public void Within_its_room_it_allocates_nothing()
    {
        var queue = new AlarmHeap(1_000);
        var stream = Chance.Of(1, 0, 0);
        Fill(1_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 5_000; i++)
        {
            queue.TryTake(out var alarm);
            queue.Add(alarm with { Time = alarm.Time + stream.NextDouble() });
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);

        void Fill(int count)
        {
            for (var worker = 0; worker < count; worker++)
            {
                queue.Add(new(stream.NextDouble(), worker, AlarmKind.Turns));
            }
        }
    }

    [Fact]
    public void An_alarm_without_a_time_is_refused() =>
        FluentActions.Invoking(() => new AlarmHeap(4).Add(new(double.NaN, 0, AlarmKind.Turns))).Should().Throw<ArgumentException>();
}
