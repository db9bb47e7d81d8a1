using Ect.Cli.Frame;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Spectre.Console;

namespace Ect.Cli.Demo;

/// <summary>Tells what happens to a deal, event by event, in plain words.</summary>
internal sealed class Narrator(IAnsiConsole console, Deal deal, Func<Address, string> nameOf)
{
    private readonly Dictionary<Bytes32, uint> indices = Enumerable.Range(0, (int)deal.Size)
        .Select(offset => deal.First + (uint)offset)
        .ToDictionary(index => TaskId.Of(deal, index));

    public void Tell(Log log)
    {
        if (Sentence(log) is { } sentence)
        {
            console.MarkupLine(sentence);
        }
    }

    private string? Sentence(Log log)
    {
        if (EctHub.TaskContributedEvent.TryDecode(log, out var contributed))
        {
            return Line(contributed.Task, "grey", $"{nameOf(contributed.Worker)} committed to a result");
        }

        if (EctHub.RevealOpenedEvent.TryDecode(log, out var opened))
        {
            return Line(opened.Task, "yellow", "somebody stays silent: the reveal phase is open");
        }

        if (EctHub.TaskRevealedEvent.TryDecode(log, out var revealed))
        {
            return Line(revealed.Task, "grey", $"{nameOf(revealed.Worker)} revealed on chain");
        }

        if (EctHub.ContributionRejectedEvent.TryDecode(log, out var rejected))
        {
            var fault = rejected.ResultHash.IsZero ? "stayed silent" : "was wrong";
            return Line(rejected.Task, "red", $"{nameOf(rejected.Worker)} {fault} and loses {new Amount(rejected.Penalty)}");
        }

        if (EctHub.TaskCompletedEvent.TryDecode(log, out var completed))
        {
            return Line(completed.Task, "green", completed.AppFailed ? "workers agree that the application fails" : "agreed on, paid");
        }

        return EctHub.TaskFailedEvent.TryDecode(log, out var failed) ? Line(failed.Task, "red", "failed, the requester is refunded") : null;
    }

    private string? Line(Bytes32 task, string colour, string text) =>
        indices.TryGetValue(task, out var index) ? $"  task {index,3}  [{colour}]{Markup.Escape(text)}[/]" : null;
}
