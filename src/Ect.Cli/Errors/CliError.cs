using Ect.Cli.Frame;

namespace Ect.Cli.Errors;

/// <summary>A failure as users see it.</summary>
/// <param name="Exit">The exit code of the process.</param>
/// <param name="Code">Stable name: snake case for our own errors, the contract's own name for its refusals.</param>
/// <param name="Message">What happened: the thing, its value, the rule.</param>
/// <param name="Hint">The next step.</param>
internal sealed record CliError(ExitCode Exit, string Code, string Message, string Hint);
