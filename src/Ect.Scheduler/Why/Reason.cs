namespace Ect.Scheduler.Why;

/// <summary>Why something stands where it stands. Every reason has a kind of the catalogue: there is no other way to make one.</summary>
public sealed class Reason
{
    internal Reason(ReasonKind kind, string text) => (Kind, Text) = (kind, text);

    /// <summary>Its kind.</summary>
    public ReasonKind Kind { get; }

    /// <summary>For people, with the numbers of this case.</summary>
    public string Text { get; }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
