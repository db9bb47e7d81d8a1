using System.CommandLine;
using System.Globalization;
using System.Text;
using Ect.Cli.Frame;
using Ect.Cli.Waiting;
using Ect.Content;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Sdk;
using Ect.Sdk.Errors;
using Ect.Sdk.Tasks;
using Spectre.Console;

namespace Ect.Cli.Tasks;

internal static class TaskLogsCommand
{
    private const int LargestFile = 64 << 20;

    private static readonly string[] BothStreams = ["stdout", "stderr"];
    private static readonly Argument<string> Which = TaskArgument.Create();
    private static readonly Option<bool> Follow = new("--follow", "-f") { Description = "Go on until the task has ended" };
    private static readonly Option<string?> Worker = new("--worker") { Description = "Of this worker alone, as it sent them: an address or a wallet's name", HelpName = "WORKER" };
    private static readonly Option<bool> Stdout = new("--stdout") { Description = "Standard output alone" };
    private static readonly Option<bool> Stderr = new("--stderr") { Description = "Standard error alone" };

    public static EctCommand Create() =>
        new EctCommand(
            "logs",
            "Shows what a task writes to its standard streams: while it runs with the requester's wallet, which alone can read it; afterwards from the result. With --json one document a line",
            "ect task logs 0x3fa9:2 --follow",
            "ect task logs 0x77aa --stderr --worker 0x19e7…")
        { Which, Follow, Worker, Stdout, Stderr }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Reading();
        var task = await client.Tasks.FindAsync(context.Required(Which), cancellation);
        Address? worker = context.Value(Worker) is { } named ? Wallets.Receivers.Find(context, named) : null;
        var stream = (context.Value(Stdout), context.Value(Stderr)) switch { (true, false) => "stdout", (false, true) => "stderr", _ => null };
        var printer = new LogPrinter(context);
        if (worker is null && await TryResultAsync(client, task, stream, printer, cancellation))
        {
            return Answer.Said;
        }

        using var opener = LogKeys.Open(context, task.Deal);
        var lines = new LiveLines(opener, task.Id);
        using var page = new SchedulerPage(await PagesAsync(client, task, cancellation), TimeSpan.FromSeconds(10));
        var reader = new LogReader(page, context.Time, text => context.Progress.WriteLine($"{context.Time.GetUtcNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture)}  {text}"));
        var isEmpty = true;
        await foreach (var line in reader.ReadAsync(task.Id, worker, stream, context.Value(Follow) && !task.IsFinal, cancellation))
        {
            if (lines.Open(line) is { } text)
            {
                isEmpty = false;
                await printer.PrintAsync(text);
            }
        }

        if (isEmpty)
        {
            context.Progress.Write(new Spectre.Console.Text(task.IsFinal ? "The scheduler keeps no logs of this task (any more).\n" : "Nothing was written so far; --follow waits for it.\n"));
        }

        return Answer.Said;
    }

    /// <summary>The agreed streams of a task that is complete; false where there are none to be had.</summary>
    private static async Task<bool> TryResultAsync(EctClient client, TaskInfo task, string? stream, LogPrinter printer, CancellationToken cancellation)
    {
        if (task is not { Status: ChainTaskStatus.Completed, Digest: { } digest })
        {
            return false;
        }

        try
        {
            var root = Cid.FromDigest(digest.ToBytes());
            foreach (var name in stream is { } one ? [one] : BothStreams)
            {
                var bytes = await client.Content.ReadFileAsync(root, name + ".txt", LargestFile, cancellation);
                await printer.PrintAsync(new(null, name, null, Encoding.UTF8.GetString(bytes), null));
            }

            return true;
        }
        catch (Exception e) when (e is ContentException or FileNotFoundException)
        {
            return false; // what was seen live is better than nothing
        }
    }

    private static async Task<IReadOnlyList<Uri>> PagesAsync(EctClient client, TaskInfo task, CancellationToken cancellation) =>
        await SchedulerWords.PagesAsync(client, task.Deal, cancellation) is [_, ..] pages ? pages
        : throw new EctException(ErrorCode.SchedulerUnreachable, $"The pool of deal {task.Deal.Id} names no status page on chain, so its live logs are nowhere to be had.");
}
