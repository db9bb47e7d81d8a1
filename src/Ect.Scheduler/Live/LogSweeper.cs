using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ect.Scheduler.Live;

/// <summary>Takes away what was kept long enough.</summary>
internal sealed partial class LogSweeper(LogStore logs, LiveBoard board, TimeProvider time, ILogger<LogSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            try
            {
                logs.Sweep();
                board.Sweep();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                LogTrouble(exception.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "Old live logs cannot be removed: {Reason} Again in a minute")]
    private partial void LogTrouble(string reason);
}
