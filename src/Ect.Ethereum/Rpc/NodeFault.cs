namespace Ect.Ethereum.Rpc;

/// <summary>Why an endpoint gave no answer that can be used.</summary>
internal enum NodeFault
{
    /// <summary>No connection, no answer in time, broken off, or HTTP 5xx: it may have had the request.</summary>
    Silent,

    /// <summary>It wants to be asked less often.</summary>
    RateLimited,

    /// <summary>What it answers is no answer, or too large.</summary>
    Malformed,

    /// <summary>It lacks the block or the state that was asked for, or the method: another one may have it.</summary>
    Lacking,
}
