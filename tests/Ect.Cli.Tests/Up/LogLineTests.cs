using Ect.Cli.Up;

namespace Ect.Cli.Tests.Up;

public sealed class LogLineTests
{
    private const string Task = "0x6d70dcc257bf90c02e0a04d9916736d3c7d9796beca9aea1240a439155157de1";
    private const string Worker = "0x7F53CcB6392f7C709f118279B351444554E4eeD8";

    [Fact]
    public void Ids_are_shortened_accounts_named_and_categories_left_out()
    {
        var line = Read($"2026-11-23T10:25:40.202Z warn: Ect.Scheduler.Tasks.TaskDriver[898765132] Task {Task}: worker {Worker} is given up: silent");
        line.Should().Be(new LogLine("10:25:40", "warn", "Task 0x6d70dcc257: worker worker-3 is given up: silent"));
        line!.IsTrouble.Should().BeTrue();
    }

    [Theory]
    [InlineData("info: Ect.Scheduler.Assignments.AssignmentDesk[8] Task {0}: assigned to worker {1}")]
    [InlineData("info: Ect.Worker.Execution.TaskRunner[1] Task {0}: started, index 1 of deal {0}")]
    [InlineData("info: Ect.Worker.Execution.TaskRunner[9] Task {0}: app and inputs verified, running")]
    [InlineData("info: Ect.Worker.Execution.TaskRunner[4] Task {0}: result {0} written down")]
    [InlineData("info: Ect.Worker.Guardian.ContributionGuardian[4] Task {0}: commitment {0} is on chain")]
    [InlineData("info: Ect.Worker.Guardian.ContributionGuardian[4] Task {0}: ended on chain, contribution Accepted")]
    [InlineData("info: Ect.Worker.Sessions.SchedulerConnector[-1] No work at the moment: No task needs another worker now.")]
    [InlineData("dbug: Ect.Ethereum.Rpc.EthClient[2] eth_call")]
    public void Steps_of_a_task_that_goes_well_are_in_the_file_alone(string rest) =>
        Read("2026-11-23T10:25:40.202Z " + rest.Replace("{0}", Task, StringComparison.Ordinal).Replace("{1}", Worker, StringComparison.Ordinal)).Should().BeNull();

    [Theory]
    [InlineData("info: Ect.Worker.Execution.TaskRunner[1] Task {0}: computed with 57282481 fuel in 0.02 s", "Task 0x6d70dcc257: computed with 57282481 fuel in 0.02 s")]
    [InlineData("info: Ect.Worker.Guardian.ContributionGuardian[4] Task {0}: ended on chain, contribution Rejected", "Task 0x6d70dcc257: ended on chain, contribution Rejected")]
    [InlineData("warn: Ect.Worker.Execution.TaskRunner[1] Task {0}: result {0} not written down", "Task 0x6d70dcc257: result 0x6d70dcc257 not written down")]
    public void What_a_person_needs_is_shown(string rest, string shown) =>
        Read("2026-11-23T10:25:40.202Z " + rest.Replace("{0}", Task, StringComparison.Ordinal))!.Message.Should().Be(shown);

    [Fact]
    public void A_line_in_another_form_is_shown_as_it_is_up_to_a_bound()
    {
        Read("panicked at main").Should().Be(new LogLine("", "", "panicked at main"));
        Read(new string('x', 10_000))!.Message.Length.Should().BeLessThan(400);
    }

    private static LogLine? Read(string line) => LogLine.Read(line, account => account == Worker ? "worker-3" : account);
}
