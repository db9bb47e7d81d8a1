using System.Data.Common;
using Ect.Scheduler.Workers;

namespace Ect.Scheduler.Storage;

/// <summary>
/// Whether this scheduler leads, as far as it knows. One that has not reached the store that it shares with others for the time of a
/// lease may have been replaced without hearing of it. It lets its workers go then, so that they find who leads.
/// </summary>
internal sealed class LeadWatch(SchedulerOptions options, Database database, WorkerRegistry workers, TimeProvider time)
{
    private long _ledAt = time.GetTimestamp();
    private volatile string? _doubt;

    /// <summary>Why it may lead no more; null while there is no such reason. Meanwhile no worker is let in.</summary>
    public string? Doubt => _doubt;

    /// <summary>Asks the store. Of one caller at a time.</summary>
    /// <exception cref="LeadershipLostException">Another has taken over.</exception>
    /// <exception cref="DbException">The store cannot be reached.</exception>
    public void EnsureLeads()
    {
        try
        {
            database.EnsureLeads();
            (_ledAt, _doubt) = (time.GetTimestamp(), null);
        }
        catch (Exception exception) when (exception is DbException or IOException or TimeoutException)
        {
            var silence = time.GetElapsedTime(_ledAt);
            if (silence > options.Lease)
            {
                _doubt = $"This scheduler has not reached its store for {silence.TotalSeconds:0} s and may lead no more: connect to another one, or again later.";
                workers.CloseAll(_doubt);
            }

            throw;
        }
    }
}
