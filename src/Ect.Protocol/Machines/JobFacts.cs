using System.Numerics;

namespace Ect.Protocol.Machines;

/// <summary>What a job's ad says of a deal. Amounts in the token's smallest unit.</summary>
public sealed record JobFacts
{
    /// <summary>The requester's address.</summary>
    public string Requester { get; init; } = "";

    /// <summary>The application's id.</summary>
    public BigInteger App { get; init; }

    /// <summary>Address of the application's owner; empty if it is not known.</summary>
    public string AppOwner { get; init; } = "";

    /// <summary>The dataset's id; 0 for none.</summary>
    public BigInteger Dataset { get; init; }

    /// <summary>Address of the dataset's owner; empty if there is none, or it is not known.</summary>
    public string DatasetOwner { get; init; } = "";

    /// <summary>The pool's id.</summary>
    public BigInteger Pool { get; init; }

    /// <summary>The category.</summary>
    public ushort Category { get; init; }

    /// <summary>The category's bound on one task's computation, in seconds.</summary>
    public uint DurationSeconds { get; init; }

    /// <summary>Votes that must agree.</summary>
    public ushort Trust { get; init; }

    /// <summary>Tasks in the deal.</summary>
    public uint Tasks { get; init; }

    /// <summary>Paid to the pool for each task.</summary>
    public BigInteger PoolPrice { get; init; }

    /// <summary>Stake of each worker.</summary>
    public BigInteger WorkerStake { get; init; }

    /// <summary>What a wrong result may cost.</summary>
    public BigInteger Value { get; init; }

    /// <summary>Whether the deal is settled on the direct path alone.</summary>
    public bool IsDirect { get; init; }
}
