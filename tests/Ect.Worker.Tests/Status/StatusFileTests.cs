using Ect.Ethereum;
using Ect.Worker.Preferences;
using Ect.Worker.Status;
using Microsoft.Extensions.Time.Testing;

namespace Ect.Worker.Tests.Status;

public sealed class StatusFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_a_running_worker_wrote_is_read()
    {
        var status = Status(Environment.ProcessId);
        StatusFile.Write(folder.Path, status);

        StatusFile.Read(folder.Path, time).Should().BeEquivalentTo(status);
    }

    [Fact]
    public void A_worker_that_stopped_died_or_hangs_is_not_shown_as_running()
    {
        StatusFile.Read(folder.Path, time).Should().BeNull("none has run");
        StatusFile.Write(folder.Path, Status(int.MaxValue));
        StatusFile.Read(folder.Path, time).Should().BeNull("there is no such process");
        StatusFile.Write(folder.Path, Status(Environment.ProcessId));
        time.Advance(StatusFile.Stale);
        StatusFile.Read(folder.Path, time).Should().BeNull("it has said nothing for too long");
        StatusFile.Remove(folder.Path);
        File.Exists(StatusFile.PathIn(folder.Path)).Should().BeFalse();
    }

    private WorkerSnapshot Status(int process) => new(
        process,
        "ect-worker/1.0.0",
        time.GetUtcNow(),
        time.GetUtcNow(),
        Address.Zero,
        "7",
        WorkerState.Paused,
        time.GetUtcNow(),
        new Rest(RestCause.InUse, "the machine is in use", time.GetUtcNow()),
        2,
        [new(Samples.Task, Samples.Task, 3, "paused", time.GetUtcNow(), 0.5, 12, time.GetUtcNow())],
        1,
        new(new Uri("http://127.0.0.1:7600"), null, null, "away", [new(new Uri("http://127.0.0.1:7602"), "stands by")]),
        new(new(time.GetUtcNow(), "pts/1"), null, 0.5, true, 7),
        new("1", "2", "3", "4", "5", time.GetUtcNow()),
        new WorkerPreferences { IdleMinutes = 10 },
        "a mistake");
}
