using Ect.Content;
using Ect.Ethereum;
using Ect.Sdk.Errors;
using Ect.Sdk.Workflows;

namespace Ect.Sdk.Tests.Workflows;

public sealed class WorkflowJournalTests : IDisposable
{
    private static readonly JournalHead Head = new(JournalHead.Version, "0x01", 1, "0x02", "0x03");

    private readonly TemporaryFolder folder = new();
    private readonly Workflow workflow = new([Flows.Step("a", 1), Flows.Step("b", 1)]);

    [Fact]
    public void What_is_written_down_is_read_again()
    {
        var bought = new StepState(StepStatus.Bought) { Request = "a request\nof two lines", Deals = [Bytes32.FromNumber(1), Bytes32.FromNumber(2)] };
        var done = bought with { Status = StepStatus.Done, Results = [Cid.Hash(CidCodec.DagPb, [1])] };
        var skipped = new StepState(StepStatus.Skipped) { Why = "because" };
        using (var journal = Open())
        {
            journal.Move("a", new StepState(StepStatus.Requested) { Request = bought.Request });
            journal.Move("a", bought);
            journal.Move("a", done);
            journal.Move("b", skipped);
        }

        using var again = Open();
        again.States.Should().BeEquivalentTo(new Dictionary<string, StepState> { ["a"] = done, ["b"] = skipped });
    }

    [Fact]
    public void Cut_at_any_byte_it_holds_what_was_whole_and_can_be_written_on()
    {
        using (var journal = Open())
        {
            journal.Move("a", new StepState(StepStatus.Requested) { Request = "é" });
            journal.Move("b", new StepState(StepStatus.Requested) { Request = "r" });
        }

        var whole = File.ReadAllBytes(folder["journal"]);
        for (var length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(folder["journal"], whole[..length]);
            var lines = whole.Take(length).Count(b => b == '\n');
            using (var journal = Open())
            {
                journal.States["a"].Status.Should().Be(lines >= 2 ? StepStatus.Requested : StepStatus.Waiting);
                journal.States["b"].Status.Should().Be(lines >= 3 ? StepStatus.Requested : StepStatus.Waiting);
                journal.Move("b", new StepState(lines >= 3 ? StepStatus.Bought : StepStatus.Skipped));
            }

            using var again = Open();
            again.States["b"].Status.Should().Be(lines >= 3 ? StepStatus.Bought : StepStatus.Skipped);
        }
    }

    [Fact]
    public void A_journal_of_something_else_is_refused_and_left_as_it_is()
    {
        Open().Dispose();
        var kept = File.ReadAllText(folder["journal"]);
        Refused(Head with { Flow = "0x09" }).Should().Contain("another workflow");
        Refused(Head with { ChainId = 2 }).Should().Contain("chain 1");
        Refused(Head with { Buyer = "0x09" }).Should().Contain("0x03").And.Contain("0x09");
        File.ReadAllText(folder["journal"]).Should().Be(kept);

        foreach (var text in new[] { "my notes", "my notes\nwhich I need", "{}", "{}\n" })
        {
            File.WriteAllText(folder["journal"], text);
            Refused(Head).Should().Contain("journal");
            File.ReadAllText(folder["journal"]).Should().Be(text);
        }
    }

    [Fact]
    public void A_line_that_does_not_follow_is_refused()
    {
        Open().Dispose();
        File.AppendAllText(folder["journal"], """{"step":"a","from":"Waiting","to":"Done"}""" + "\n");
        Refused(Head).Should().Contain("line 2");
    }

    [Fact]
    public void Two_runs_do_not_hold_it_at_once()
    {
        using var journal = Open();
        FluentActions.Invoking(Open).Should().Throw<EctException>().Which.Code.Should().Be(ErrorCode.StorageFailed);
    }

    [Fact]
    public void A_step_goes_nowhere_that_its_lifecycle_does_not_lead()
    {
        using var journal = Open();
        journal.Invoking(j => j.Move("a", new StepState(StepStatus.Bought))).Should().Throw<InvalidOperationException>();
    }

    public void Dispose() => folder.Dispose();

    private WorkflowJournal Open() => WorkflowJournal.Open(folder["journal"], workflow, Head);

    private string Refused(JournalHead head)
    {
        var error = FluentActions.Invoking(() => WorkflowJournal.Open(folder["journal"], workflow, head)).Should().Throw<EctException>().Which;
        error.Code.Should().Be(ErrorCode.InvalidFile);
        return error.Message;
    }
}
