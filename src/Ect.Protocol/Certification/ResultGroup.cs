namespace Ect.Protocol.Certification;

/// <summary>Equal results of a work entry.</summary>
/// <param name="Answer">What they say.</param>
/// <param name="Votes">How many they are.</param>
/// <param name="LogOdds">Natural logarithm of the odds that all of them are right: the sum over the results.</param>
public readonly record struct ResultGroup(int Answer, int Votes, double LogOdds);
