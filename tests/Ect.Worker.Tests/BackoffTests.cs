namespace Ect.Worker.Tests;

public sealed class BackoffTests
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    [Fact]
    public void Waits_double_up_to_the_longest_and_are_cut_by_half_at_most()
    {
        var backoff = new Backoff(First, Longest);
        foreach (var full in new[] { 1, 2, 4, 8, 16, 30, 30, 30 })
        {
            backoff.Next().Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(full / 2.0)).And.BeLessThanOrEqualTo(TimeSpan.FromSeconds(full));
        }
    }

    [Fact]
    public void What_breaks_at_once_again_and_again_is_waited_for_longer_and_longer()
    {
        var backoff = new Backoff(First, Longest);
        for (var attempt = 0; attempt < 10; attempt++)
        {
            backoff.Next();
            backoff.Lasted(TimeSpan.FromMilliseconds(100));
        }

        backoff.Attempts.Should().Be(10);
    }

    [Fact]
    public void What_lasted_longer_than_the_wait_for_it_begins_anew()
    {
        var backoff = new Backoff(First, Longest);
        backoff.Next();
        backoff.Next();
        backoff.Lasted(TimeSpan.FromSeconds(2));

        backoff.Next().Should().BeLessThanOrEqualTo(First);
    }
}
