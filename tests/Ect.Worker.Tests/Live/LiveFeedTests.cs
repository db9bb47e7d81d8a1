using System.Text;
using Ect.Ethereum;
using Ect.Protocol.Live;
using Ect.Testing;
using Ect.Wire;
using Ect.Worker.Live;
using Ect.Worker.Runtimes;
using Ect.Worker.Sessions;
using Microsoft.Extensions.Time.Testing;

namespace Ect.Worker.Tests.Live;

public sealed class LiveFeedTests : IDisposable
{
    private readonly PrivateKey _worker = PrivateKey.Generate();
    private readonly PrivateKey _requester = PrivateKey.Generate();
    private readonly FakeTimeProvider _time = new();
    private readonly Road _road = new();
    private readonly RunGate _runs;

    public LiveFeedTests() => _runs = new(_time);

    public void Dispose()
    {
        _worker.Dispose();
        _requester.Dispose();
    }

    [Fact]
    public async Task Streams_arrive_for_the_requester_and_end()
    {
        await using (var feed = Feed(withKey: true))
        {
            feed.Enter(Phase.Running);
            feed.Write(StreamKind.Output, "hello "u8);
            await TickAsync(() => _road.Chunks.Count > 0);
            feed.Write(StreamKind.Output, "world"u8);
            feed.Write(StreamKind.Error, "oh"u8);
            feed.End();
        }

        Text(LiveChannel.Output).Should().Be("hello world");
        Text(LiveChannel.Error).Should().Be("oh");
        _road.Chunks.Where(chunk => chunk.Last).Select(chunk => chunk.Channel).Should().BeEquivalentTo([1u, 2u]);
        _road.Chunks.Select(chunk => (chunk.Channel, chunk.Sequence)).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Without_a_log_key_progress_is_shown_and_no_word_of_the_app()
    {
        await using (var feed = Feed(withKey: false))
        {
            feed.Enter(Phase.Running);
            feed.Write(StreamKind.Output, "secret"u8);
            feed.Write(StreamKind.Error, "ect-progress: 0.5 secret\n"u8);
            await TickAsync(() => _road.Progress.Any(progress => progress.HasFraction));
            feed.End();
        }

        _road.Chunks.Should().BeEmpty();
        _road.Progress.Should().OnlyContain(progress => progress.Note == null);
        _road.Progress[^1].Fraction.Should().Be(0.5);
        _road.Progress[^1].HasRemainingMs.Should().BeFalse("no time has passed by which to judge its pace, or little");
    }

    [Fact]
    public async Task A_note_is_for_the_requester_alone_and_the_end_is_foreseen()
    {
        await using var feed = Feed(withKey: true);
        feed.Enter(Phase.Running);
        _time.Advance(TimeSpan.FromMilliseconds(900));
        feed.Write(StreamKind.Error, "ect-progress: 0.5 half\n"u8);
        await TickAsync(() => _road.Progress.Any(progress => progress.Note is not null));

        var told = _road.Progress.First(progress => progress.Note is not null);
        told.RemainingMs.Should().BeLessThanOrEqualTo(900);
        told.LatestMs.Should().BeGreaterThan(500_000);
        using var opener = new LiveOpener(Samples.Domain, _requester);
        Encoding.UTF8.GetString(opener.Open(Samples.Task, _worker.Address, ChunkOf(told.Note))!).Should().Be("half");
    }

    [Fact]
    public async Task A_run_that_goes_on_from_a_checkpoint_shows_what_was_before_where_it_went_on_and_how_far_it_is()
    {
        await using (var feed = Feed(withKey: true))
        {
            feed.Enter(Phase.Running);
            feed.Resume("step 1\n"u8, "ect-progress: 0.5 half\n"u8);
            _time.Advance(TimeSpan.FromMilliseconds(900));
            feed.Write(StreamKind.Output, "step 2\n"u8);
            feed.Write(StreamKind.Error, "ect-progress: 0.6 more\n"u8);
            await TickAsync(() => _road.Progress.Any(progress => progress.HasRemainingMs));
            feed.End();
        }

        Text(LiveChannel.Output).Should().Be("step 1\nstep 2\n");
        Text(LiveChannel.Error).Should().Be("ect-progress: 0.5 half\n\n… interrupted here; the worker goes on from the app's checkpoint …\nect-progress: 0.6 more\n");
        var told = _road.Progress.First(progress => progress.HasRemainingMs);
        told.Fraction.Should().Be(0.6);
        told.RemainingMs.Should().BeGreaterThan(1000, "the half that was done before took no time here, and says nothing about the pace");
    }

    [Fact]
    public async Task A_held_run_is_shown_as_paused_and_its_time_stands()
    {
        await using var feed = Feed(withKey: false);
        feed.Enter(Phase.Running);
        _runs.Set(isClosed: true);
        await TickAsync(() => _road.Progress.Any(progress => progress.Phase == Phase.Paused));
        _time.Advance(TimeSpan.FromHours(1));
        feed.View().Phase.Should().Be(Phase.Paused);
        feed.View().Computed.Should().BeLessThan(TimeSpan.FromSeconds(30));
        _runs.Set(isClosed: false);
        await TickAsync(() => _road.Progress[^1].Phase == Phase.Running);

        _road.Progress[^1].LatestMs.Should().BeGreaterThan(500_000, "an hour of rest is none of its ten minutes");
    }

    [Fact]
    public async Task A_slow_road_costs_the_app_nothing_and_what_was_refused_comes_first_later()
    {
        _road.IsClosed = true;
        await using (var feed = Feed(withKey: true))
        {
            feed.Enter(Phase.Running);
            feed.Write(StreamKind.Output, "one"u8);
            await TickAsync(() => _road.Refused > 1);
            feed.Write(StreamKind.Output, new byte[10 * LiveBuffer.Capacity]);
            _road.IsClosed = false;
            await TickAsync(() => _road.Chunks.Count > 1);
            feed.End();
        }

        Text(LiveChannel.Output).Should().StartWith("one").And.Contain("bytes not sent live");
        _road.Chunks.Where(chunk => chunk.Channel == 1).Select(chunk => chunk.Sequence).Should().Equal(Enumerable.Range(0, _road.Chunks.Count(chunk => chunk.Channel == 1)).Select(i => (ulong)i));
    }

    private LiveFeed Feed(bool withKey) => new(
        Samples.Task, TimeSpan.FromMinutes(10), _runs, withKey ? LiveSealer.Start(Samples.Domain, _worker, _requester.PublicKey, Samples.Task) : null, _road, _time);

    private Task TickAsync(Func<bool> until) => Eventually.HoldsAsync(
        "the feed has sent it",
        () =>
        {
            _time.Advance(LiveFeed.Period);
            return until();
        },
        cancellationToken: TestContext.Current.CancellationToken);

    private string Text(LiveChannel channel)
    {
        using var opener = new LiveOpener(Samples.Domain, _requester);
        return Encoding.UTF8.GetString([.. _road.Chunks.Where(chunk => chunk.Channel == (uint)channel).SelectMany(chunk => opener.Open(Samples.Task, _worker.Address, ChunkOf(chunk))!)]);
    }

    private static LiveChunk ChunkOf(LogChunk chunk) =>
        new((LiveChannel)chunk.Channel, chunk.Sequence, chunk.Last, chunk.Key.Memory, chunk.Signature.Memory, chunk.Sealed.Memory);

    /// <summary>The way to a scheduler that takes everything, or nothing.</summary>
    private sealed class Road : ISchedulerPost
    {
        private readonly Lock _gate = new();
        private readonly List<WorkerMessage> _taken = [];
        private volatile bool _isClosed;
        private int _refused;

        public bool IsClosed { set => _isClosed = value; }

        public int Refused => Volatile.Read(ref _refused);

        public IReadOnlyList<LogChunk> Chunks => [.. Taken.Select(message => message.LogChunk).OfType<LogChunk>()];

        public IReadOnlyList<Progress> Progress => [.. Taken.Select(message => message.Progress).OfType<Progress>()];

        private List<WorkerMessage> Taken
        {
            get
            {
                lock (_gate)
                {
                    return [.. _taken];
                }
            }
        }

        public void Send(WorkerMessage message) => throw new InvalidOperationException("Live messages are offered, never sent.");

        public bool Offer(WorkerMessage message)
        {
            if (_isClosed)
            {
                Interlocked.Increment(ref _refused);
                return false;
            }

            lock (_gate)
            {
                _taken.Add(message);
                return true;
            }
        }
    }
}
