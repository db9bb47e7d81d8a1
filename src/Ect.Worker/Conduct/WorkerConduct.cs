namespace Ect.Worker.Conduct;

/// <summary>How a worker treats the results that it computes.</summary>
public enum WorkerConduct
{
    /// <summary>Contributes what it computed.</summary>
    Honest,

    /// <summary>
    /// An adversary for demonstrations and tests: computes honestly, then alters one byte of the result. The network must
    /// find it out and take its stake.
    /// </summary>
    Liar,

    /// <summary>
    /// A casualty for demonstrations and tests: its process kills itself in the middle of a task. The network must give
    /// the task to somebody else.
    /// </summary>
    Mortal,
}
