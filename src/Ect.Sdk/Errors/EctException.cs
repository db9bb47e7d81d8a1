namespace Ect.Sdk.Errors;

/// <summary>An operation failed for a reason that a user can understand and mostly mend.</summary>
/// <param name="code">What kind of failure.</param>
/// <param name="message">Names the thing, its value and the rule it breaks.</param>
/// <param name="hint">The next step for the user; null for the general advice of docs/errors.md.</param>
/// <param name="inner">The cause, if another exception was it.</param>
public sealed class EctException(ErrorCode code, string message, string? hint = null, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>What kind of failure.</summary>
    public ErrorCode Code { get; } = code;

    /// <summary>The next step for the user, if this case has a special one.</summary>
    public string? Hint { get; } = hint;
}
