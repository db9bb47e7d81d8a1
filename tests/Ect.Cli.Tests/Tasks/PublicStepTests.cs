using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Sdk.Deals;
using Ect.Sdk.Tasks;

namespace Ect.Cli.Tests.Tasks;

/// <summary>What anybody may do for a task, and what its user is told of it.</summary>
public sealed class PublicStepTests
{
    private const ulong Start = 1_000_000;
    private const ulong RevealDeadline = Start + 600;

    /// <summary>Status, contributors, seconds after the start, whether the reveals agree, the step, what the reason says of it. The duration is 60 s.</summary>
    [Theory]
    [InlineData(ChainTaskStatus.Unset, 0, 240, false, PublicStep.None, "without the scheduler")]
    [InlineData(ChainTaskStatus.Unset, 0, 241, false, PublicStep.None, "drawn workers may without it until")]
    [InlineData(ChainTaskStatus.Unset, 0, 481, false, PublicStep.None, "No worker contributed in time")]
    [InlineData(ChainTaskStatus.Unset, 0, 600, false, PublicStep.None, "ect task claim")]
    [InlineData(ChainTaskStatus.Unset, 0, 601, false, PublicStep.Claim, "ect task claim")]
    [InlineData(ChainTaskStatus.Active, 0, 601, false, PublicStep.Claim, "ect task claim")]
    [InlineData(ChainTaskStatus.Active, 1, 240, false, PublicStep.None, "The scheduler waits for more workers")]
    [InlineData(ChainTaskStatus.Active, 1, 241, false, PublicStep.None, "without the scheduler too")]
    [InlineData(ChainTaskStatus.Active, 1, 480, false, PublicStep.None, "without the scheduler too")]
    [InlineData(ChainTaskStatus.Active, 1, 481, false, PublicStep.OpenReveal, "ect task open-reveal")]
    [InlineData(ChainTaskStatus.Active, 1, 601, false, PublicStep.OpenReveal, "ect task open-reveal")]
    [InlineData(ChainTaskStatus.Revealing, 1, 600, true, PublicStep.None, "Workers reveal on chain")]
    [InlineData(ChainTaskStatus.Revealing, 1, 601, true, PublicStep.Finalize, "ect task finalize")]
    [InlineData(ChainTaskStatus.Revealing, 1, 660, false, PublicStep.None, "can be claimed after")]
    [InlineData(ChainTaskStatus.Revealing, 1, 661, false, PublicStep.Claim, "ect task claim")]
    [InlineData(ChainTaskStatus.Completed, 1, 10_000, true, PublicStep.None, "agreed")]
    [InlineData(ChainTaskStatus.Failed, 1, 10_000, false, PublicStep.None, "price back")]
    [InlineData(ChainTaskStatus.Failed, 0, 10_000, false, PublicStep.None, "pool owner's stake")]
    public void The_next_step_follows_from_status_and_time_and_the_reason_names_it(ChainTaskStatus status, int contributors, int second, bool agreed, PublicStep step, string reason)
    {
        var task = Task(status, contributors);
        PublicSteps.Next(task, Start + (ulong)second, agreed).Should().Be(step);
        TaskReason.Of(task, Start + (ulong)second).Should().Contain(reason);
    }

    [Fact]
    public void Of_a_private_pool_nobody_is_told_to_wait_for_workers_without_their_scheduler() =>
        TaskReason.Of(Task(ChainTaskStatus.Unset, 0, DealMode.Private), Start + 241).Should().NotContain("without");

    [Fact]
    public void Who_was_left_out_and_honoured_agreed_too_and_is_told_apart()
    {
        var task = Task(ChainTaskStatus.Completed, 3);
        var parts = task.Contributors.Select((part, i) => part with { Outcome = i == 0 ? ContributorOutcome.Honoured : ContributorOutcome.Right });
        TaskReason.Of(task with { Contributors = [.. parts] }, Start).Should().Be("3 of 3 workers agreed, 1 of them left out of the settlement and paid by the pool's owner.");
    }

    private static TaskInfo Task(ChainTaskStatus status, int contributors, ushort mode = 0)
    {
        var none = Address.Zero;
        var terms = new Deal(Bytes32.Zero, 0, 1, 1, 0, 1, none, none, none, none, none, none, none, none, 0, 0, 1, 0, 0, 0, 0, 0, 2, mode, 60, Start, Bytes32.Zero, Bytes32.Zero);
        var part = new ContributorInfo(none, ContributorOutcome.Committed, 0, null, null, null);
        return new(Bytes32.Zero, new DealInfo(Bytes32.Zero, terms, "{}", 1, Bytes32.Zero), 0, status, [.. Enumerable.Repeat(part, contributors)], status == ChainTaskStatus.Revealing ? RevealDeadline : 0, false, null, false);
    }
}
