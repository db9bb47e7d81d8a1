using System.Runtime.ExceptionServices;
using Ect.Worker.Runtimes.Wasi;
using Wasmtime;

namespace Ect.Worker.Runtimes.Wasm;

/// <summary>Finds out who is to blame, and says it in words that an application's author understands.</summary>
internal static class Failures
{
    public static RunOutcome.AppFailed Malformed(string message) => new(AppFailure.Malformed, message);

    public static RunOutcome.AppFailed? Missing(Module module, string entry, string memory)
    {
        if (!module.Exports.OfType<FunctionExport>().Any(
            export => export.Name == entry && export.Parameters.Count == 0 && export.Results.Count == 0))
        {
            return Malformed($"The module exports no function '{entry}' without parameters and results: build it as a WASI command.");
        }

        return module.Exports.OfType<MemoryExport>().Any(export => export.Name == memory)
            ? null
            : Malformed($"The module does not export its memory as '{memory}', which system calls need.");
    }

    public static RunOutcome.AppFailed? UnknownImport(Module module, IReadOnlySet<string> offered)
    {
        var unknown = module.Imports.FirstOrDefault(
            import => import is not FunctionImport || import.ModuleName != WasiSystem.ModuleName || !offered.Contains(import.Name));
        return unknown is null
            ? null
            : Malformed(
                $"The module imports '{unknown.ModuleName}.{unknown.Name}', which does not exist here; "
                + $"only the functions of WASI preview 1 ({WasiSystem.ModuleName}) do, and there is no network.");
    }

    /// <summary>What ended a run that did not return.</summary>
    /// <param name="exception">What the engine threw.</param>
    /// <param name="limits">The limits of the run.</param>
    /// <param name="memory">Size of the linear memory at the end, or null when the module was never instantiated.</param>
    /// <exception cref="Exception">The system, not the application, failed: its own exception is thrown again.</exception>
    public static RunOutcome Explain(WasmtimeException exception, RunLimits limits, long? memory)
    {
        switch (exception.InnerException)
        {
            case AppExitedException { Code: 0 }:
                return new RunOutcome.Completed();
            case AppExitedException exited:
                return (OutOfMemory(limits, memory) ?? new RunOutcome.AppFailed(
                    AppFailure.NonZeroExit,
                    $"The application ended with exit code {exited.Code}; its standard error says why."))
                    with
                { ExitCode = exited.Code };
            case AppStoppedException stopped:
                return new RunOutcome.AppFailed(stopped.Kind, stopped.Message);
            case OutOfFuelException:
                return OutOfFuel(limits);
            case { } inner:
                ExceptionDispatchInfo.Throw(inner);
                break;
        }

        return exception switch
        {
            TrapException { Type: TrapCode.OutOfFuel } => OutOfFuel(limits),
            TrapException trap => OutOfMemory(limits, memory) ?? Crashed(trap),
            _ when memory is null => NotInstantiated(exception, limits),
            _ => new RunOutcome.AppFailed(AppFailure.Trap, $"The application crashed: {Cause(exception)}"),
        };
    }

    /// <summary>The first line of the engine's message that says what is wrong.</summary>
    public static string Cause(Exception exception)
    {
        var lines = exception.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return (lines.SkipWhile(line => !line.StartsWith("Caused by", StringComparison.Ordinal)).Skip(1).LastOrDefault()
            ?? lines.FirstOrDefault()
            ?? exception.GetType().Name).TrimEnd('.') + ".";
    }

    private static RunOutcome.AppFailed OutOfFuel(RunLimits limits) => new(
        AppFailure.OutOfFuel, $"The application loops for ever or needs more than {limits.Fuel:N0} units of fuel.");

    private static RunOutcome.AppFailed Crashed(TrapException trap) => new(AppFailure.Trap, trap.Type switch
    {
        TrapCode.StackOverflow => "The application crashed: its calls are nested too deeply (stack overflow).",
        TrapCode.Unreachable => "The application crashed: it reached code that it declared unreachable, as abort() does.",
        TrapCode.MemoryOutOfBounds => "The application crashed: it used memory outside of its bounds.",
        TrapCode.IntegerDivisionByZero => "The application crashed: it divided by zero.",
        _ => $"The application crashed: {trap.Type}.",
    });

    /// <summary>
    /// A refused request for memory shows itself to the application alone; what it does then, an exit or a crash, is
    /// blamed on the limit when at least three quarters of it are in use.
    /// </summary>
    private static RunOutcome.AppFailed? OutOfMemory(RunLimits limits, long? memory) =>
        memory >= limits.MemoryBytes / 4 * 3
            ? new RunOutcome.AppFailed(
                AppFailure.MemoryLimit,
                $"The application needs more memory than the {limits.MemoryBytes:N0} bytes that it may use (it held {memory:N0} when it failed).")
            : null;

    private static RunOutcome.AppFailed NotInstantiated(WasmtimeException exception, RunLimits limits) =>
        exception.Message.Contains("exceeds memory limits", StringComparison.Ordinal)
            ? new RunOutcome.AppFailed(
                AppFailure.MemoryLimit,
                $"The module asks at its start for more memory than the {limits.MemoryBytes:N0} bytes that it may use.")
            : Malformed($"The module cannot be started: {Cause(exception)}");
}
