using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Ect.Cli.Frame;

/// <summary>Logs of every role: one line each, UTC time first, on standard error, so that standard output stays the answer's.</summary>
internal static class LogSetup
{
    public static ILoggerFactory Create(bool verbose) => LoggerFactory.Create(logging => Configure(logging, verbose));

    public static void Configure(ILoggingBuilder logging, bool verbose)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(verbose ? LogLevel.Debug : LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);

        // It repeats with a stack trace what the command reports as its error.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        logging.AddFilter("Grpc", LogLevel.Warning);
        logging.AddFilter("System", LogLevel.Warning);
        logging.Services.AddSingleton<ConsoleFormatter, LogFormatter>();
        logging.AddConsole(options =>
        {
            options.FormatterName = LogFormatter.Named;
            options.LogToStandardErrorThreshold = LogLevel.Trace;
        });
    }
}
