using Ect.Wire;
using Ect.Worker.Preferences;

namespace Ect.Worker.Tests.Preferences;

public sealed class HeldTaskDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(60, 20, null, 40, "half is taken to be done")]
    [InlineData(60, 0, null, 0, "it has not begun: all of it is to be done")]
    [InlineData(60, 20, 5, 55, "the app says what is left")]
    [InlineData(60, 50, null, 50, "it cannot take longer than ten seconds more")]
    [InlineData(60, 50, 99, 50, "it cannot take longer than ten seconds more")]
    public void It_must_go_on_in_time_to_be_done(int due, int computed, int? expected, int latest, string because) =>
        HeldTaskDecision.LatestStart(Now.AddSeconds(due), TimeSpan.FromSeconds(computed), expected is { } left ? TimeSpan.FromSeconds(left) : null, TimeSpan.FromSeconds(60))
            .Should().Be(Now.AddSeconds(latest), because);

    [Theory]
    [InlineData(10, null, false)]
    [InlineData(0, null, true)]
    [InlineData(-1, null, true)]
    [InlineData(10, 9, false)]
    [InlineData(10, 10, false)]
    [InlineData(10, 11, true)]
    public void It_is_given_back_when_the_time_is_up_and_at_once_if_the_rest_is_known_to_be_longer(int latest, int? until, bool back) =>
        HeldTaskDecision.MustGiveBack(Phase.Running, Now.AddSeconds(latest), new(RestCause.InUse, "", until is { } end ? Now.AddSeconds(end) : null), Now).Should().Be(back);

    [Fact]
    public void What_is_computed_and_lacks_only_its_result_is_not_given_back() =>
        HeldTaskDecision.MustGiveBack(Phase.Building, Now.AddSeconds(-1), new(RestCause.InUse, "", Now.AddHours(2)), Now).Should().BeFalse();
}
