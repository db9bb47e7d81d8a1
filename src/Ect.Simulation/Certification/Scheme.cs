using Ect.Protocol.Certification;

namespace Ect.Simulation.Certification;

/// <summary>A way to certify by credibility.</summary>
/// <param name="Name">For people.</param>
/// <param name="CheckRate">Share q of a worker's work that is a check.</param>
/// <param name="Sanction">What becomes of those who fail one.</param>
/// <param name="Workers">Of the pool that it is played with.</param>
internal sealed record Scheme(string Name, double CheckRate, Sanction Sanction, int Workers = 100)
{
    public CertificationPolicy PolicyOf(double acceptableError, double faulty) =>
        new(new CredibilityRule(acceptableError)) { CheckRate = CheckRate, Sanction = Sanction, Faulty = faulty };
}
