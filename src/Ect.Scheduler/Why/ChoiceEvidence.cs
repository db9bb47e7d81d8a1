namespace Ect.Scheduler.Why;

/// <summary>Why one worker was chosen for a task and not another, within the evidence of its assignment.</summary>
public static class ChoiceEvidence
{
    private const string Mark = "; chosen: ";

    /// <summary>The evidence of an assignment.</summary>
    /// <param name="assigned">How it came about.</param>
    /// <param name="choice">What spoke for the worker; null if it was the lot alone.</param>
    public static string Of(string assigned, string? choice) => choice is null ? assigned : assigned + Mark + choice;

    /// <summary>What spoke for the worker; null if nothing did.</summary>
    public static string? Read(string evidence) => evidence.IndexOf(Mark, StringComparison.Ordinal) is >= 0 and var at ? evidence[(at + Mark.Length)..] : null;
}
