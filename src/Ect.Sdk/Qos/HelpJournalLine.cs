namespace Ect.Sdk.Qos;

/// <summary>A request that was signed.</summary>
internal sealed record HelpJournalLine(string Request);
