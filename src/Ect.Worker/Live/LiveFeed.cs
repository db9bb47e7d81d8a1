using Ect.Ethereum;
using Ect.Protocol.Live;
using Ect.Wire;
using Ect.Worker.Runtimes;
using Ect.Worker.Sessions;
using Google.Protobuf;

namespace Ect.Worker.Live;

/// <summary>
/// Shows one run: progress in the clear, the application's words sealed to the deal's log key. Sends at most a chunk a
/// second of each stream, and only while the way to the scheduler is clear; the application never waits for it.
/// </summary>
internal sealed class LiveFeed : IOutputTap, IAsyncDisposable
{
    /// <summary>Pause between two chunks of a stream.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    // A scheduler that restarted learns within this how far the task is.
    private const int BeatsBetweenProgress = 15;

    private static ReadOnlySpan<byte> Resumed => "\n… interrupted here; the worker goes on from the app's checkpoint …\n"u8;

    private static readonly TimeSpan PatienceAtEnd = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Bytes32 _task;
    private readonly LiveSealer? _sealer;
    private readonly LiveOutlet[] _outlets;
    private readonly ProgressLines _lines = new();
    private readonly Forecast _forecast;
    private readonly ISchedulerPost _post;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _pump;
    private Task? _ending;
    private Phase _phase;
    private readonly RunGate _runs;
    private ActiveClock? _running;
    private Phase _told;
    private ProgressReport? _report;
    private bool _isNews;
    private int _beats;

    /// <param name="task">The task.</param>
    /// <param name="limit">The longest run.</param>
    /// <param name="runs">Holds the run while it is closed.</param>
    /// <param name="sealer">Seals the application's words; null if nobody may read them. Disposed of with the feed.</param>
    /// <param name="post">The way to the scheduler.</param>
    /// <param name="time">The clock.</param>
    public LiveFeed(Bytes32 task, TimeSpan limit, RunGate runs, LiveSealer? sealer, ISchedulerPost post, TimeProvider time)
    {
        _task = task;
        _forecast = new(limit);
        _runs = runs;
        _sealer = sealer;
        _post = post;
        _time = time;
        _outlets = sealer is null ? [] : [new(LiveChannel.Output, task, sealer, post), new(LiveChannel.Error, task, sealer, post)];
        _pump = PumpAsync(_stop.Token);
    }

    /// <inheritdoc/>
    public void Write(StreamKind stream, ReadOnlySpan<byte> data)
    {
        if (stream == StreamKind.Error)
        {
            ReadProgress(data);
        }

        if (_outlets.Length > 0)
        {
            _outlets[stream == StreamKind.Output ? 0 : 1].Write(data);
        }
    }

    /// <inheritdoc/>
    public void Resume(ReadOnlySpan<byte> output, ReadOnlySpan<byte> error)
    {
        lock (_gate)
        {
            if (_lines.Feed(error) is { } report && _running is { } clock)
            {
                _forecast.Continue(report.Fraction, clock.Elapsed);
                _report = report;
                _isNews = true;
            }
        }

        if (_outlets.Length > 0)
        {
            _outlets[0].Write(output);
            _outlets[1].Write(error);
            _outlets[1].Write(Resumed);
        }
    }

    /// <summary>The task has reached a phase, which is told at once.</summary>
    public void Enter(Phase phase)
    {
        lock (_gate)
        {
            _phase = phase;
            _running = phase == Phase.Running ? new(_runs, _time) : null;
            _isNews = true;
            TellProgress();
        }
    }

    /// <summary>How far the run is.</summary>
    public RunView View()
    {
        lock (_gate)
        {
            var elapsed = _running?.Elapsed ?? TimeSpan.Zero;
            return new(Shown, _report?.Fraction, elapsed, _running is null ? null : _forecast.Remaining(elapsed));
        }
    }

    /// <summary>The application has ended: what is left of its streams is sent aside, while the task goes on.</summary>
    public void End() => _ending ??= EndAsync();

    private async Task EndAsync()
    {
        await StopPumpAsync();
        foreach (var outlet in _outlets)
        {
            outlet.End();
        }

        using var late = new CancellationTokenSource(PatienceAtEnd, _time);
        while (!SendChunks())
        {
            if (!_outlets.Any(outlet => outlet.IsRefused))
            {
                continue;
            }

            try
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), _time, late.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopPumpAsync();
        await (_ending ?? Task.CompletedTask);
        _stop.Dispose();
        _sealer?.Dispose();
    }

    private async Task StopPumpAsync()
    {
        await _stop.CancelAsync();
        await _pump;
    }

    private async Task PumpAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Period, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                Beat();
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    private void Beat()
    {
        SendChunks();
        lock (_gate)
        {
            _isNews |= ++_beats % BeatsBetweenProgress == 0 || Shown != _told;
            TellProgress();
        }
    }

    /// <summary>A chunk of each stream; true when nothing is left to send.</summary>
    private bool SendChunks()
    {
        var isDone = true;
        foreach (var outlet in _outlets)
        {
            isDone &= outlet.Send();
        }

        return isDone;
    }

    private void ReadProgress(ReadOnlySpan<byte> data)
    {
        lock (_gate)
        {
            if (_lines.Feed(data) is not { } report || _running is not { } clock)
            {
                return;
            }

            _forecast.Report(report.Fraction, clock.Elapsed);
            _isNews |= report != _report;
            _report = report;
        }
    }

    private Phase Shown => _phase == Phase.Running && _runs.IsClosed ? Phase.Paused : _phase;

    private void TellProgress()
    {
        if (!_isNews)
        {
            return;
        }

        var message = new Progress { Task = ByteString.CopyFrom(_task.ToBytes()), Phase = Shown };
        _told = message.Phase;
        if (_running is { } clock)
        {
            var elapsed = clock.Elapsed;
            message.LatestMs = Milliseconds(_forecast.Latest(elapsed));
            if (_report is { } report)
            {
                message.Fraction = report.Fraction;
                if (_forecast.Remaining(elapsed) is { } remaining)
                {
                    message.RemainingMs = Milliseconds(remaining);
                }

                if (_sealer is not null && report.Message.Length > 0)
                {
                    lock (_sealer)
                    {
                        message.Note = LiveMessages.Of(_task, _sealer.Seal(LiveChannel.Note, System.Text.Encoding.UTF8.GetBytes(report.Message)));
                    }
                }
            }
        }

        _isNews = !_post.Offer(new WorkerMessage { Progress = message });
    }

    private static uint Milliseconds(TimeSpan time) => (uint)Math.Min(time.TotalMilliseconds, uint.MaxValue);
}
