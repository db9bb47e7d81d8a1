namespace Ect.ClassAds.Matching;

/// <summary>A machine that a job and it accept.</summary>
/// <param name="Id">The machine's number in its table.</param>
/// <param name="Rank">The job's rank of it; what is no number is 0.</param>
public readonly record struct RankedMachine(int Id, double Rank);
