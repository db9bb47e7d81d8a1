using System.Data.Common;
using System.Diagnostics;
using System.Threading.Channels;
using Ect.Scheduler.Telemetry;

namespace Ect.Scheduler.Storage;

/// <summary>
/// Writes one transaction after another. What comes while one is committed shares the next, so that a thousand writers need
/// some fsyncs a second and not a thousand.
/// </summary>
internal sealed class WriteQueue : IDisposable
{
    // A transaction that breaks off is done again piece by piece.
    private const int MostTogether = 256;

    private readonly IEngine _engine;
    private readonly Action<UnitOfWork> _committed;
    private readonly Channel<PendingWork> _waiting = Channel.CreateUnbounded<PendingWork>(new() { SingleReader = true });
    private readonly Task _writing;
    private DbConnection? _connection;
    private StatementCache? _statements;

    /// <param name="engine">Where to write.</param>
    /// <param name="committed">Told what each transaction touched, before whoever waits for it goes on.</param>
    public WriteQueue(IEngine engine, Action<UnitOfWork> committed)
    {
        _engine = engine;
        _committed = committed;
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Puts a piece of writing at the end.</summary>
    public void Add(PendingWork work)
    {
        if (!_waiting.Writer.TryWrite(work))
        {
            work.Fail(new ObjectDisposedException(nameof(WriteQueue), "The store is closed: the scheduler stops."));
        }
    }

    /// <summary>Writes what waits, and takes no more.</summary>
    public void Dispose()
    {
        _waiting.Writer.TryComplete();
        _writing.Wait();
        Disconnect();
    }

    private async Task WriteAsync()
    {
        var together = new List<PendingWork>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (together.Count < MostTogether && _waiting.Reader.TryRead(out var work))
            {
                if (work.IsCancelled)
                {
                    work.Cancel();
                }
                else
                {
                    together.Add(work);
                }
            }

            if (!TryWrite(together, out var exception))
            {
                WriteEach(together, exception!);
            }

            together.Clear();
        }
    }

    private void WriteEach(List<PendingWork> together, Exception exception)
    {
        if (together.Count == 1)
        {
            together[0].Fail(exception);
            return;
        }

        foreach (var work in together)
        {
            if (!TryWrite([work], out var own))
            {
                work.Fail(own!);
            }
        }
    }

    private bool TryWrite(List<PendingWork> together, out Exception? exception)
    {
        exception = null;
        if (together.Count == 0)
        {
            return true;
        }

        using var span = Meters.Spans.StartActivity("transaction");
        var began = Stopwatch.GetTimestamp();
        try
        {
            Connect();
            using var transaction = _engine.BeginWrite(_connection!);
            var unit = new UnitOfWork(_engine, _connection!, transaction, _statements);
            foreach (var work in together)
            {
                work.Run(unit);
            }

            transaction.Commit();
            Meters.Transaction.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);
            Meters.Batch.Record(together.Count);
            span?.SetTag("ect.writes", together.Count);
            _committed(unit);
        }
        catch (Exception broken)
        {
            // Whatever it was, the next transaction begins on a fresh connection.
            Disconnect();
            exception = broken;
            return false;
        }

        foreach (var work in together)
        {
            work.Complete();
        }

        return true;
    }

    private void Connect()
    {
        if (_connection is null)
        {
            _connection = _engine.ConnectWriter();
            _statements = _engine.CacheFor(_connection);
        }
    }

    private void Disconnect()
    {
        _statements?.Dispose();
        _connection?.Dispose();
        (_statements, _connection) = (null, null);
    }
}
