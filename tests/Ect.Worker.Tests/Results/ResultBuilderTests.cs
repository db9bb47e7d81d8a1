using Ect.Content;
using Ect.Content.Http;
using Ect.Content.Trees;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Tasks;
using Ect.Worker.Assignments;
using Ect.Worker.Contributions;
using Ect.Worker.Results;
using Ect.Worker.Runtimes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ect.Worker.Tests.Results;

public sealed class ResultBuilderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ContentClient client = new(new Uri("http://127.0.0.1:1"));
    private readonly ResultStore store;

    public ResultBuilderTests()
    {
        store = new ResultStore(folder["results"], client, new ContributionJournal(folder["journal"], NullLogger.Instance));
        Directory.CreateDirectory(folder["out"]);
        Write("stdout.txt", "hello");
        Write("stderr.txt", "");
    }

    [Fact]
    public async Task A_results_digest_is_the_content_root_of_what_the_app_left()
    {
        Write("answer", "42");
        var expected = await ContentTree.ImportFolderAsync(new Ect.Worker.Inputs.HashingStore(), folder["out"], cancellationToken: TestContext.Current.CancellationToken);
        var result = await BuildAsync(new RunOutcome.Completed());
        result.Digest.ToBytes().Should().Equal(expected.Digest.ToArray());
        result.ResultHash.Should().Be(ResultHash.Of(result.Digest, null));
        result.AppFailed.Should().BeFalse();
    }

    [Fact]
    public async Task A_failure_is_a_result_with_its_own_kind_of_hash()
    {
        Write("half-done", "x");
        var result = await BuildAsync(new RunOutcome.AppFailed(AppFailure.NonZeroExit, "it ended with 3") { ExitCode = 3 });
        result.AppFailed.Should().BeTrue();
        result.ResultHash.Should().Be(ResultHash.OfFailure(result.Digest));
        Files().Should().Equal("failure.json", "stderr.txt", "stdout.txt");
        File.ReadAllText(Path.Combine(folder["out"], "failure.json")).Should().Be("{\"kind\":\"nonZeroExit\",\"message\":\"it ended with 3\",\"exitCode\":3}\n");
    }

    [Fact]
    public async Task Whether_the_runtime_made_stream_files_does_not_show_in_a_failures_digest()
    {
        var with = await BuildAsync(new RunOutcome.AppFailed(AppFailure.Malformed, "no module"));
        Directory.Delete(folder["out"], recursive: true);
        Directory.CreateDirectory(folder["out"]);
        Write("stdout.txt", "hello");
        (await BuildAsync(new RunOutcome.AppFailed(AppFailure.Malformed, "no module"))).Digest.Should().Be(with.Digest);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(4096, false)]
    [InlineData(4097, true)]
    public async Task Callback_data_is_bounded(int bytes, bool fails)
    {
        File.WriteAllBytes(Path.Combine(folder["out"], "callback.bin"), new byte[bytes]);
        var result = await BuildAsync(new RunOutcome.Completed(), Samples.Deal with { Callback = Samples.Fill(1) });
        result.AppFailed.Should().Be(fails);
        result.CallbackData.Should().HaveCount(fails ? 0 : bytes);
        result.ResultHash.Should().Be(fails ? ResultHash.OfFailure(result.Digest) : ResultHash.Of(result.Digest, new byte[bytes]));
    }

    [Fact]
    public async Task A_deal_without_callback_does_not_vote_on_callback_data()
    {
        File.WriteAllBytes(Path.Combine(folder["out"], "callback.bin"), [1]);
        var result = await BuildAsync(new RunOutcome.Completed());
        result.CallbackData.Should().BeEmpty();
        result.ResultHash.Should().Be(ResultHash.Of(result.Digest, null));
    }

    [Fact]
    public async Task Output_that_no_tree_can_hold_is_the_apps_failure()
    {
        Directory.CreateDirectory(Path.Combine([folder["out"], .. Enumerable.Repeat("d", 40)]));
        var result = await BuildAsync(new RunOutcome.Completed());
        result.AppFailed.Should().BeTrue();
        Files().Should().Equal("failure.json", "stderr.txt", "stdout.txt");
    }

    [Fact]
    public async Task A_liars_result_votes_for_something_else()
    {
        var honest = await BuildAsync(new RunOutcome.Completed());
        var liar = await BuildAsync(new RunOutcome.Completed(), alter: (path, task) => Ect.Worker.Conduct.Liar.Alter(path, 1, Samples.WorkerKey.Address, task));
        liar.ResultHash.Should().NotBe(honest.ResultHash);
    }

    [Fact]
    public void Every_failure_is_either_a_result_or_depends_on_the_machine()
    {
        foreach (var failure in Enum.GetValues<AppFailure>())
        {
            Determinism.IsDeterministic(failure).Should().Be(failure is not (AppFailure.WallTime or AppFailure.ProcessLimit or AppFailure.NotStarted), $"{failure}");
            if (Determinism.IsDeterministic(failure))
            {
                Determinism.NameOf(failure).Should().NotBeEmpty();
            }
        }
    }

    public void Dispose()
    {
        client.Dispose();
        folder.Dispose();
    }

    private Task<BuiltResult> BuildAsync(RunOutcome outcome, Deal? deal = null, Action<string, Bytes32>? alter = null)
    {
        deal ??= Samples.Deal;
        var assignment = new VerifiedAssignment(Samples.Task, DealId.Of(deal), deal, [], Samples.Index, TaskParams.Empty, []);
        return new ResultBuilder(store, alter).BuildAsync(assignment, outcome, folder["out"], TestContext.Current.CancellationToken);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder["out"], name), text);

    private IEnumerable<string?> Files() => Directory.EnumerateFileSystemEntries(folder["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
