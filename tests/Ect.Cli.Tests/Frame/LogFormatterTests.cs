using Ect.Cli.Frame;
using Ect.Cli.Up;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Ect.Cli.Tests.Frame;

public sealed class LogFormatterTests
{
    [Fact]
    public void A_strangers_words_in_a_log_steer_no_terminal_and_stay_on_their_line()
    {
        using var services = new ServiceCollection().AddLogging(logging => LogSetup.Configure(logging, verbose: false)).BuildServiceProvider();
        var formatter = services.GetServices<ConsoleFormatter>().Single(one => one.Name == LogFormatter.Named);
        var output = new StringWriter();
        formatter.Write(new LogEntry<string>(LogLevel.Warning, "Ect.Worker.Link", 7, "refused: \u001b[2J\u202e\r\n2026", new InvalidOperationException("nested\nword"), static (state, _) => state), null, output);

        var line = output.ToString().TrimEnd();
        line.Should().NotContainAny("\u001b", "\u202e", "\r", "\n");
        var read = LogLine.Read(line, static name => name)!;
        read.Level.Should().Be("warn");
        read.Message.Should().StartWith("refused:  [2J   2026 System.InvalidOperationException: nested word");
    }
}
