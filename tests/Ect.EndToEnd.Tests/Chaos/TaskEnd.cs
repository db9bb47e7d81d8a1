namespace Ect.EndToEnd.Tests.Chaos;

/// <summary>How a task ended.</summary>
internal enum TaskEnd
{
    /// <summary>Finalised on the direct path.</summary>
    Completed,

    /// <summary>Settled by an epoch.</summary>
    Settled,

    /// <summary>Claimed or declined: the price went back.</summary>
    Refunded,
}
