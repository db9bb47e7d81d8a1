using System.Globalization;
using System.Numerics;
using Ect.Cli.Frame;
using Ect.Ethereum;
using Ect.Worker.Status;
using Spectre.Console;

namespace Ect.Cli.Roles;

/// <summary>How this machine's worker is.</summary>
internal static class WorkerStatusView
{
    public static void Render(IAnsiConsole console, WorkerSnapshot view, Func<Address, string> nameOf, DateTimeOffset now)
    {
        console.WriteLine($"worker    {nameOf(view.Worker)}  ({view.Version}, process {view.Process}, up {Span(now - view.StartedAt)})");
        console.WriteLine($"state     {State(view)}");
        if (view.Rest is { } rest)
        {
            console.WriteLine($"because   {rest.Text}, for {Span(now - view.Since)}");
        }

        console.WriteLine($"pool      {view.Pool}");
        console.WriteLine($"scheduler {view.Scheduler.Url}  {(view.Scheduler.ConnectedSince is { } since ? $"connected for {Span(now - since)}" : $"not connected: {Printable.Of(view.Scheduler.Problem ?? "not yet")}")}");
        foreach (var other in view.Scheduler is { ConnectedSince: null, Others: { } others } ? others : [])
        {
            console.WriteLine($"or        {other.Url}  {Printable.Of(other.Problem ?? "not tried yet")}");
        }

        if (view.Scheduler.Waiting is { } waiting)
        {
            console.WriteLine($"it says   {Printable.Of(waiting)}");
        }

        if (view.Money is { } money)
        {
            console.WriteLine($"money     bond {Amount(money.Bond)}, free {Amount(money.Free)}, locked {Amount(money.Locked)}, {Units.FormatEther(BigInteger.Parse(money.Coin, CultureInfo.InvariantCulture))} of the chain's coin");
            console.WriteLine($"earned    {Amount(money.Earned)}, not collected yet");
        }

        console.WriteLine($"guarded   {view.Guarded} contributions wait for their task's end");
        if (view.Machine is { } machine)
        {
            console.WriteLine($"machine   others use {machine.OthersLoad?.ToString("P0", CultureInfo.InvariantCulture) ?? "?"}, last input {(machine.LastInput is { } input ? $"{Span(now - input.At)} ago ({input.What})" : "not seen")}, on battery {machine.OnBattery switch { true => "yes", false => "no", null => "has none" }}");
        }

        foreach (var line in PreferencesView.Lines(view.Preferences))
        {
            console.WriteLine(line);
        }

        if (view.PreferencesProblem is { } problem)
        {
            console.WriteLine($"WARNING   {problem}");
        }

        if (view.Tasks.Count > 0)
        {
            console.WriteLine();
            console.Write(Tables.Of(
                ["task", "phase", "done", "computed", "since", "due"],
                view.Tasks.Select(task => new[] { ShortId.Of(task.Task), task.Phase, task.Fraction?.ToString("P0", CultureInfo.InvariantCulture) ?? "", Span(TimeSpan.FromSeconds(task.ComputedSeconds)), Times.Text(task.Since), Times.Text(task.Due) })));
        }
    }

    private static string State(WorkerSnapshot view)
    {
        var slots = string.Create(CultureInfo.InvariantCulture, $"{view.Tasks.Count} of {view.Slots} slots busy");
        return $"{view.State.ToString().ToLowerInvariant()}, {slots}{(view.Rest?.Until is { } until ? $", until {Times.Text(until)}" : "")}";
    }

    private static string Amount(string units) => new Amount(BigInteger.Parse(units, CultureInfo.InvariantCulture)).ToString();

    private static string Span(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, span.TotalSeconds):0} s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} min"),
        { TotalDays: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0.#} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalDays:0.#} d"),
    };
}
