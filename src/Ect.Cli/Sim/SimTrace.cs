using System.CommandLine;
using Ect.Sdk.Errors;
using Ect.Simulation.Grid;
using Ect.Simulation.Grid.Traces;

namespace Ect.Cli.Sim;

/// <summary>Machines of a trace, in the place of those that a simulation has of its own.</summary>
internal sealed record SimTrace(string Name, FailureTrace Trace, Infrastructure Kind)
{
    private static readonly Dictionary<string, Infrastructure> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["desktop"] = Infrastructure.DesktopGrid,
        ["best-effort"] = Infrastructure.BestEffort,
        ["cloud"] = Infrastructure.Cloud,
    };

    /// <param name="place">What they take the place of.</param>
    public static Option<string?> File(string place) => new("--trace") { Description = $"Machines that come and go as in a trace of the Failure Trace Archive (event_trace.tab), in the place of {place}", HelpName = "FILE" };

    public static Option<string> Machines() => new("--machines") { Description = "What the machines of --trace are like: desktop, best-effort or cloud", HelpName = "KIND", DefaultValueFactory = _ => "desktop" };

    /// <summary>Reads one.</summary>
    public static async Task<SimTrace> ReadAsync(string file, string machines, CancellationToken cancellation)
    {
        if (!Kinds.TryGetValue(machines, out var kind))
        {
            throw new EctException(ErrorCode.InvalidValue, $"There are no machines '{machines}'.", "Give desktop, best-effort or cloud.");
        }

        if (!System.IO.File.Exists(file))
        {
            throw new EctException(ErrorCode.FileNotFound, $"There is no file '{file}'.");
        }

        try
        {
            using var reader = new StreamReader(file);
            return new(Path.GetFileName(file), await Task.Run(() => FailureTrace.Read(reader, cancellation: cancellation), cancellation), kind);
        }
        catch (FormatException e)
        {
            throw new EctException(ErrorCode.InvalidFile, $"'{file}' is no trace: {e.Message}", "The archive's event_trace.tab has a line for each time that a machine was there or not (docs/simulation.md).", e);
        }
    }
}
