namespace Ect.Protocol.Qos;

/// <summary>How much help to buy now, and why.</summary>
/// <param name="Units">Units of help, at least 0.</param>
/// <param name="Reason">Why so many.</param>
public readonly record struct HelpDecision(int Units, HelpReason Reason);
