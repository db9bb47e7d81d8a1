using System.Threading.Channels;
using Ect.Wire;

namespace Ect.Worker.Sessions;

/// <summary>
/// Messages on their way to the scheduler. Without a connection only failures are kept, the last few: openings are told
/// again from the journal, everything else is stale by then.
/// </summary>
internal sealed class Outbox : ISchedulerPost
{
    private const int Capacity = 1024;

    // Of what can wait, so much may stand before a heartbeat: a quarter of a megabyte at most.
    private const int OfferCapacity = 8;

    private readonly Lock gate = new();
    private readonly Queue<WorkerMessage> held = new();
    private Channel<WorkerMessage>? connection;

    /// <summary>Never blocks. A connection too slow for its messages is ended: the next one starts with what matters.</summary>
    public void Send(WorkerMessage message)
    {
        lock (gate)
        {
            if (connection is not null)
            {
                if (!connection.Writer.TryWrite(message))
                {
                    connection.Writer.TryComplete(new IOException($"{Capacity} messages wait for the scheduler, which does not take them."));
                }
            }
            else if (message.BodyCase == WorkerMessage.BodyOneofCase.Failed)
            {
                held.Enqueue(message);
                while (held.Count > Capacity)
                {
                    held.Dequeue();
                }
            }
        }
    }

    /// <inheritdoc/>
    public bool Offer(WorkerMessage message)
    {
        lock (gate)
        {
            return connection is not null && connection.Reader.Count < OfferCapacity && connection.Writer.TryWrite(message);
        }
    }

    /// <summary>
    /// Starts a connection with what it must be told first. That is asked for while nobody can send, so that nothing falls
    /// between what was outstanding and what is sent from now on.
    /// </summary>
    public ChannelReader<WorkerMessage> Open(Func<IReadOnlyList<WorkerMessage>> outstanding)
    {
        lock (gate)
        {
            WorkerMessage[] first = [.. outstanding(), .. held];
            connection = Channel.CreateBounded<WorkerMessage>(Capacity + first.Length);
            foreach (var message in first)
            {
                connection.Writer.TryWrite(message);
            }

            held.Clear();
            return connection.Reader;
        }
    }

    /// <summary>The connection is over.</summary>
    public void Close()
    {
        lock (gate)
        {
            connection?.Writer.TryComplete();
            connection = null;
        }
    }
}
