namespace Ect.Simulation.Grid.Qos;

/// <summary>How a server hands out tasks, and how it notices that a machine is lost.</summary>
/// <param name="Name">For reports.</param>
public sealed record Middleware(string Name)
{
    /// <summary>Copies of a task that are asked for at once.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>Results of different machines that a task needs, at most <see cref="Copies"/>.</summary>
    public int Quorum { get; init; } = 1;

    /// <summary>Seconds after a machine's going until its copy is missed; endless if nobody listens for it.</summary>
    public double Silence { get; init; } = double.PositiveInfinity;

    /// <summary>Seconds after a copy was handed out until it is missed, whatever became of the machine; endless for none.</summary>
    public double Deadline { get; init; } = double.PositiveInfinity;

    /// <summary>Whether a machine that comes back goes on with what it had. Otherwise that is lost with its going.</summary>
    public bool Resumes { get; init; }

    /// <summary>How many times longer than usual a copy runs until an idle machine gets the task too; endless for never.</summary>
    public double SpareAfter { get; init; } = double.PositiveInfinity;

    /// <summary>BOINC: three copies, two results, a day for each copy, and clients that go on where they were.</summary>
    public static Middleware Boinc { get; } = new("BOINC") { Copies = 3, Quorum = 2, Deadline = 86_400, Resumes = true };

    /// <summary>XtremWeb-HEP: one copy, missed after a quarter of an hour without a sign of its machine.</summary>
    public static Middleware XtremWeb { get; } = new("XtremWeb-HEP") { Silence = 900 };

    /// <summary>ECT with trust 1: one copy, a lease of 12 s, and a spare where a task takes three times longer than usual.</summary>
    public static Middleware Ect { get; } = new("ECT") { Silence = 12, SpareAfter = 3 };
}
