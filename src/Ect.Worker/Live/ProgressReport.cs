namespace Ect.Worker.Live;

/// <summary>What an application says of its progress.</summary>
/// <param name="Fraction">What is done, 0 to 1.</param>
/// <param name="Message">For the requester; empty if it says nothing more.</param>
internal sealed record ProgressReport(double Fraction, string Message);
