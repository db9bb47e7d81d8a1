using System.Globalization;
using System.Text;
using Ect.Protocol.Lifecycles;
using Ect.Protocol.Scheduling;
using Ect.Scheduler.Why;
using Ect.Testing;
using Ect.Wire;

namespace Ect.Scheduler.Tests.Why;

/// <summary>docs/why.md is written from the catalogue. ECT_UPDATE_SNAPSHOTS=1 writes it.</summary>
public sealed class CatalogueTests
{
    [Fact]
    public void Codes_are_unique_lower_case_and_hyphenated_and_every_kind_is_found_by_its_code()
    {
        Catalogue.All.Should().HaveCountGreaterThan(50).And.AllSatisfy(kind =>
        {
            kind.Code.Should().MatchRegex("^[a-z]+(-[a-z]+)*$");
            kind.Meaning.Should().EndWith(".");
            kind.Remedy.Should().EndWith(".");
            Catalogue.Find(kind.Code).Should().BeSameAs(kind);
        });
        Catalogue.Find("from-a-newer-scheduler").Should().BeNull();
    }

    [Fact]
    public void Every_kind_of_decision_and_of_waiting_has_a_reason_of_its_own()
    {
        var waits = Enum.GetValues<WaitFor>().Select(what => ActionReason.Of(new TaskAction.Wait("text", what)).Kind).ToList();
        waits.Should().OnlyHaveUniqueItems().And.AllSatisfy(kind => kind.Subject.Should().Be(Subject.Task));
        var actions = typeof(TaskAction).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(TaskAction))).ToList();
        actions.Should().HaveCount(9);
        foreach (var action in actions)
        {
            ActionReason.Of((TaskAction)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(action)).Kind.Should().NotBeNull(action.Name);
        }
    }

    [Fact]
    public void What_the_history_says_of_a_lost_part_is_recognised()
    {
        Lost(ReplicaEvidence.Silent(TimeSpan.FromSeconds(30))).Should().Be("worker-silent");
        Lost(ReplicaEvidence.Late(70)).Should().Be("worker-late");
        Lost(ReplicaEvidence.Declined("no free slot")).Should().Be("declined");
        Lost(ReplicaEvidence.NotOpened(TimeSpan.FromSeconds(5), 3)).Should().Be("not-opened");
        Lost(ReplicaEvidence.NotSigned(3)).Should().Be("not-signed");
        Lost("the task ended: Completed").Should().Be("ended-first");
        Lost("a block that is gone").Should().Be("given-up");

        static string Lost(string evidence) => ReplicaEvidence.KindOf(ReplicaState.Lost, null, false, evidence)!.Code;
    }

    [Fact]
    public void A_failed_part_names_whom_the_worker_blames()
    {
        foreach (var blame in Enum.GetValues<Blame>().Where(blame => blame != Blame.Unspecified))
        {
            var kind = ReplicaEvidence.KindOf(ReplicaState.Failed, blame.ToString(), false, "")!;
            kind.Code.Should().Be($"failed-{blame.ToString().ToLowerInvariant()}");
            kind.Party.ToString().Should().Be(blame == Blame.Request ? "Requester" : blame.ToString());
        }

        ReplicaEvidence.KindOf(ReplicaState.Failed, nameof(Blame.Unspecified), false, "").Should().Be(ReplicaReasons.FailedUnnamed);
        ReplicaEvidence.KindOf(ReplicaState.Rejected, null, true, "").Should().Be(ReplicaReasons.Outvoted);
        ReplicaEvidence.KindOf(ReplicaState.Rejected, null, false, "").Should().Be(ReplicaReasons.NeverRevealed);
        ReplicaEvidence.KindOf(ReplicaState.Accepted, null, true, "").Should().BeNull();
    }

    [Fact]
    public async Task The_table_in_the_docs_is_that_of_the_code()
    {
        var file = RepositoryRoot.File("docs", "why.md");
        var actual = Document();
        if (Environment.GetEnvironmentVariable("ECT_UPDATE_SNAPSHOTS") is "1")
        {
            await File.WriteAllTextAsync(file, actual, TestContext.Current.CancellationToken);
        }

        actual.Should().Be(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), "docs/why.md is generated: run with ECT_UPDATE_SNAPSHOTS=1");
    }

    private static string Document()
    {
        var text = new StringBuilder(
            """
            # Why does it wait?
            `ect task why TASK` and `ect worker why` name a reason, who can do something about it, and what. With `--json` the
            reason has a code, which never changes its meaning. This page is generated from `src/Ect.Scheduler/Why`.

            """.ReplaceLineEndings("\n"));
        foreach (var (subject, title) in new[] { (Subject.Task, "A task waits"), (Subject.Worker, "A worker has no work"), (Subject.Replica, "A worker's part came to nothing") })
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n| code | meaning | whose turn | what to do |\n|---|---|---|---|\n");
            foreach (var kind in Catalogue.All.Where(kind => kind.Subject == subject))
            {
                text.Append(CultureInfo.InvariantCulture, $"| `{kind.Code}` | {kind.Meaning} | {kind.Party.ToString().ToLowerInvariant()} | {kind.Remedy} |\n");
            }
        }

        return text.ToString();
    }
}
