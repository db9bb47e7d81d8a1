namespace Ect.Sdk.Workflows;

/// <summary>A line of the journal: a step's new status, with what belongs to it.</summary>
internal sealed record JournalLine(string Step, string From, string To, string? Request = null, IReadOnlyList<string>? Deals = null, IReadOnlyList<string>? Results = null, string? Why = null);
