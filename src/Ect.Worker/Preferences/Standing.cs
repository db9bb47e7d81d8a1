namespace Ect.Worker.Preferences;

/// <summary>Whether a worker computes.</summary>
public abstract record Standing
{
    private Standing()
    {
    }

    /// <summary>It takes tasks and computes them.</summary>
    public sealed record Run : Standing;

    /// <summary>It finishes what it has and takes nothing more.</summary>
    /// <param name="Why">Why.</param>
    public sealed record NoNewWork(Rest Why) : Standing;

    /// <summary>It computes nothing: what runs is held, nothing is taken.</summary>
    /// <param name="Why">Why.</param>
    public sealed record Pause(Rest Why) : Standing;

    /// <summary>Why it takes nothing; null if it does.</summary>
    public Rest? Rest => this switch
    {
        NoNewWork(var why) => why,
        Pause(var why) => why,
        _ => null,
    };
}
