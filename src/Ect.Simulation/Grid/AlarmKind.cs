namespace Ect.Simulation.Grid;

/// <summary>What happens.</summary>
public enum AlarmKind : byte
{
    /// <summary>A machine finishes its task.</summary>
    Finishes,

    /// <summary>A machine comes or goes.</summary>
    Turns,

    /// <summary>A task is submitted.</summary>
    Arrives,

    /// <summary>A task's copy is missed by the server.</summary>
    Missed,

    /// <summary>The server looks how the bag goes.</summary>
    Looks,
}
