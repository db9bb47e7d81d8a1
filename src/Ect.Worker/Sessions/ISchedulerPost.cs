using Ect.Wire;

namespace Ect.Worker.Sessions;

/// <summary>Tells the scheduler something, if it can be reached; what matters is told again on every connection.</summary>
internal interface ISchedulerPost
{
    void Send(WorkerMessage message);

    /// <summary>
    /// Sends what can wait or be dropped, if the way is clear: connected, and hardly anything before it. False if it was not
    /// taken. So it never delays what matters, heartbeats first.
    /// </summary>
    bool Offer(WorkerMessage message) => false;
}
