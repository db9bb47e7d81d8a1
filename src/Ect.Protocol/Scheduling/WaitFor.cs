namespace Ect.Protocol.Scheduling;

/// <summary>What a task waits for.</summary>
public enum WaitFor
{
    /// <summary>Workers that compute or are about to open.</summary>
    Workers,

    /// <summary>Events of the chain that are not read yet.</summary>
    Chain,

    /// <summary>Reveals on chain.</summary>
    Reveals,

    /// <summary>The moment in which a task without agreement can be claimed.</summary>
    Claim,

    /// <summary>The result itself, of which only the hash is known.</summary>
    Result,

    /// <summary>The deadline: nobody contributed.</summary>
    Deadline,

    /// <summary>An epoch's settlement.</summary>
    Epoch,
}
