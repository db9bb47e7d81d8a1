using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Ect.Cli.Frame;

/// <summary>A log entry as one line: UTC time, level, category, message. Much of a message may be a stranger's words: nothing of it steers the terminal.</summary>
internal sealed class LogFormatter() : ConsoleFormatter(Named)
{
    public const string Named = "ect";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var time = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var text = logEntry.Exception is { } exception ? $"{message} {exception}" : message;
        textWriter.WriteLine($"{time} {Short(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}] {Printable.Of(text, int.MaxValue)}");
    }

    private static string Short(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
