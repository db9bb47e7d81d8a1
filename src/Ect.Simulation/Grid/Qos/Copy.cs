namespace Ect.Simulation.Grid.Qos;

/// <summary>A copy of a task that is to be done by some machine.</summary>
internal struct Copy
{
    internal const int None = -1;

    /// <summary>Of which task.</summary>
    internal int Task;

    /// <summary>Who has it or had it.</summary>
    internal int Machine;

    /// <summary>The copy of the same task that was made before it.</summary>
    internal int Earlier;

    /// <summary>When it was handed out.</summary>
    internal double Since;

    internal CopyState State;

    /// <summary>Whether it is one of those that the server asked for; a duplicate of a helper is not.</summary>
    internal bool IsAsked;
}
