namespace Ect.Scheduler.Why;

/// <summary>One kind of reason. Codes are for programs and never change their meaning.</summary>
/// <param name="Subject">What it is about.</param>
/// <param name="Code">Its name in lower case with hyphens, unique.</param>
/// <param name="Party">Who can do something about it.</param>
/// <param name="Meaning">What it means, in a sentence.</param>
/// <param name="Remedy">What who asks can do.</param>
public sealed record ReasonKind(Subject Subject, string Code, Party Party, string Meaning, string Remedy)
{
    /// <summary>The reason in a case, with its numbers.</summary>
    public Reason Say(string text) => new(this, text);
}
