using System.Globalization;
using Ect.Cli.Frame;
using Ect.Sdk;
using Ect.Sdk.Errors;
using Ect.Sdk.Workflows;
using Spectre.Console;

namespace Ect.Cli.Flows;

/// <summary>Runs a workflow to its end and says what happens on the way.</summary>
internal static class FlowRun
{
    public static DurationOption Timeout { get; } = new("--timeout", "How long to wait; what was bought goes on without the command", TimeSpan.FromDays(7));

    public static async Task<FlowReport> RunAsync(CliContext context, EctClient client, Workflow workflow, string journalPath, CancellationToken cancellation)
    {
        using var journal = WorkflowJournal.Open(journalPath, workflow, client);
        var patience = context.Span(Timeout);
        using var late = new CancellationTokenSource(patience, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            return FlowReport.Of(workflow, await client.RunAsync(workflow, journal, new Printer(context), either.Token), Path.GetFullPath(journalPath));
        }
        catch (OperationCanceledException e) when (either.IsCancellationRequested)
        {
            const string again = "Repeat the command to go on: the journal says what was bought.";
            throw cancellation.IsCancellationRequested
                ? new EctException(ErrorCode.Interrupted, "Interrupted. Steps that were bought go on without the command.", again, e)
                : new EctException(ErrorCode.Timeout, $"The workflow did not end within {patience}.", again, e);
        }
    }

    private static string Text(WorkflowNews news) => news.State.Status switch
    {
        StepStatus.Waiting => "the request expired before anybody took it; it is signed anew",
        StepStatus.Requested => "its inputs are there: request signed",
        StepStatus.Bought when news.Ended == 0 => $"bought: {news.Tasks} {(news.Tasks == 1 ? "task" : "tasks")} in {string.Join(", ", news.State.Deals.Select(deal => ShortId.Of(deal)))}",
        StepStatus.Bought => $"{news.Ended} of {news.Tasks} ended",
        StepStatus.Done => "DONE",
        StepStatus.Failed => $"FAILED: {Printable.Of(news.State.Why ?? "")}",
        _ => $"SKIPPED: {Printable.Of(news.State.Why ?? "")}",
    };

    /// <summary>Prints at once and in order, unlike <see cref="Progress{T}"/>. Steps run side by side.</summary>
    private sealed class Printer(CliContext context) : IProgress<WorkflowNews>
    {
        private readonly Lock gate = new();

        public void Report(WorkflowNews value)
        {
            lock (gate)
            {
                context.Progress.WriteLine($"{context.Time.GetUtcNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture)}  {value.Step,-12} {Text(value)}");
            }
        }
    }
}
