using Ect.Wire;

namespace Ect.Worker.Sessions;

/// <summary>Tells the scheduler something, if it can be reached; what matters is told again on every connection.</summary>
internal interface ISchedulerPost
{
    void Send(WorkerMessage message);
}
