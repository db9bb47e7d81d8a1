namespace Ect.Simulation.Studies;

/// <summary>How far a study has come.</summary>
/// <param name="What">What is being played.</param>
/// <param name="Done">Parts that are done.</param>
/// <param name="Of">Parts of the whole study.</param>
public readonly record struct StudyStep(string What, int Done, int Of);
