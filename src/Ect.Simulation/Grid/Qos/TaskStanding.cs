namespace Ect.Simulation.Grid.Qos;

/// <summary>What a server knows of a task.</summary>
internal struct TaskStanding
{
    /// <summary>The copy that was made last; the others follow from it.</summary>
    internal int Latest;

    /// <summary>Results that have come.</summary>
    internal int Results;

    /// <summary>Copies that were asked for and are neither back nor missed.</summary>
    internal int Open;

    /// <summary>Copies that nobody has yet.</summary>
    internal int Waiting;

    /// <summary>Helpers that have it.</summary>
    internal int Helped;

    internal bool IsSubmitted;
}
