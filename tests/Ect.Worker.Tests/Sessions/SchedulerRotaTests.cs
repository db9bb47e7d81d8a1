using Ect.Worker.Sessions;
using FsCheck.Xunit;

namespace Ect.Worker.Tests.Sessions;

public sealed class SchedulerRotaTests
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly Uri A = new("http://a:7600");
    private static readonly Uri B = new("http://b:7600");
    private static readonly Uri C = new("http://c:7600");

    [Fact]
    public void All_are_tried_at_once_in_the_order_given_and_then_each_after_its_pause()
    {
        var rota = new SchedulerRota([A, B, C], First, Longest);
        foreach (var address in new[] { A, B, C })
        {
            rota.Next(TimeSpan.Zero).Should().Be((address, TimeSpan.Zero));
            rota.Next(TimeSpan.Zero).Should().Be((address, TimeSpan.Zero), "to ask changes nothing");
            rota.Ended(address, TimeSpan.Zero, null);
        }

        rota.Next(TimeSpan.Zero).Wait.Should().BeGreaterThanOrEqualTo(First / 2).And.BeLessThanOrEqualTo(First);
    }

    [Fact]
    public void When_the_one_that_led_breaks_the_next_is_tried_at_once_though_it_failed_often_before()
    {
        var rota = new SchedulerRota([A, B], First, Longest);
        for (var failure = 0; failure < 10; failure++)
        {
            rota.Ended(A, TimeSpan.Zero, null);
            rota.Ended(B, TimeSpan.Zero, null);
        }

        var broke = TimeSpan.FromHours(1);
        rota.Ended(A, broke, broke - Longest);

        rota.Next(broke).Should().Be((B, TimeSpan.Zero));
        rota.Ended(B, broke, null);
        rota.Next(broke).Wait.Should().BeLessThanOrEqualTo(First, "what failed long ago counts no more: the one that stands by may lead in a moment");
    }

    [Fact]
    public void One_that_lets_in_and_hangs_up_at_once_is_waited_for_longer_and_longer()
    {
        var rota = new SchedulerRota([A], First, Longest);
        for (var (attempt, now) = (0, TimeSpan.Zero); attempt < 10; attempt++)
        {
            now += rota.Next(now).Wait;
            rota.Ended(A, now, TimeSpan.FromMilliseconds(1));
            if (attempt == 9)
            {
                rota.Next(now).Wait.Should().BeGreaterThanOrEqualTo(Longest / 2);
            }
        }
    }

    [Fact]
    public void One_that_refuses_is_left_alone_for_the_longest_pause_while_the_other_is_tried()
    {
        var rota = new SchedulerRota([A, B], First, Longest);
        rota.Refused(A, TimeSpan.Zero);
        var now = TimeSpan.Zero;
        while (rota.Next(now) is var (address, wait) && address == B)
        {
            now += wait;
            rota.Ended(B, now, null);
        }

        (now + rota.Next(now).Wait).Should().Be(Longest);
    }

    // Whatever the addresses do: refuse the connection, keep silent until the time is over, refuse the worker, let it in for a moment or a while.
    [Property(MaxTest = 500)]
    public void Every_address_has_its_turn_and_none_is_tried_oftener_than_its_pauses_allow(byte[] events, byte count)
    {
        var world = new World([.. Enumerable.Range(0, 1 + (count % 4)).Select(index => new Uri($"http://{index}:7600"))]);
        foreach (var what in events)
        {
            world.Step(what);
        }
    }

    /// <summary>What the rota must keep to, counted by itself.</summary>
    private sealed class World(Uri[] addresses)
    {
        private readonly SchedulerRota rota = new(addresses, First, Longest);
        private readonly Dictionary<Uri, Past> pasts = addresses.ToDictionary(address => address, _ => new Past());
        private TimeSpan now;
        private int steps;

        public void Step(byte what)
        {
            var (address, wait) = rota.Next(now);
            wait.Should().BeLessThanOrEqualTo(Longest, "it never rests for longer");
            now += wait;
            var past = pasts[address];
            now.Should().BeGreaterThanOrEqualTo(past.NotBefore, "it has its pause");
            if (steps < addresses.Length)
            {
                address.Should().Be(addresses[steps], "at first they are tried in order");
            }

            foreach (var (other, waiting) in pasts.Where(entry => entry.Key != address && entry.Value.DueAtLast <= now))
            {
                waiting.PassedOver.Add(address).Should().BeTrue($"{other} waits for its turn, and {address} had one since");
            }

            steps++;
            Try(address, past, what);
            past.PassedOver.Clear();
        }

        private void Try(Uri address, Past past, byte what)
        {
            if (what % 8 == 0)
            {
                rota.Refused(address, now);
                (past.NotBefore, past.DueAtLast) = (now + Longest, now + Longest);
                return;
            }

            TimeSpan? lasted = (what % 8) switch { 1 => TimeSpan.FromMilliseconds(1), 2 => TimeSpan.FromSeconds(what), 3 => TimeSpan.FromMinutes(what), _ => null };
            now += lasted ?? (what % 2 == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(10));
            rota.Ended(address, now, lasted);
            if (lasted is { } duration)
            {
                // The pause is drawn between half and the whole: whether this counts as longer is known at its ends alone.
                foreach (var each in pasts.Values)
                {
                    (each.LeastFailures, each.MostFailures) = (duration >= Full(each.LeastFailures) / 2 ? 0 : each.LeastFailures, duration >= Full(each.MostFailures) ? 0 : each.MostFailures);
                }
            }

            (past.LeastFailures, past.MostFailures) = (past.LeastFailures + 1, past.MostFailures + 1);
            (past.NotBefore, past.DueAtLast) = (now + (Full(past.LeastFailures) / 2), now + Full(past.MostFailures));
        }

        private static TimeSpan Full(int failures)
        {
            var full = First * Math.Pow(2, Math.Min(Math.Max(0, failures - 1), 30));
            return failures == 0 ? TimeSpan.Zero : full < Longest ? full : Longest;
        }
    }

    private sealed class Past
    {
        public int LeastFailures { get; set; }

        public int MostFailures { get; set; }

        public TimeSpan NotBefore { get; set; } = TimeSpan.MinValue;

        public TimeSpan DueAtLast { get; set; } = TimeSpan.MinValue;

        /// <summary>Who was tried since this one was due.</summary>
        public HashSet<Uri> PassedOver { get; } = [];
    }
}
