namespace Ect.Ethereum.Transactions;

/// <summary>What a node says to a raw transaction.</summary>
internal enum SendOutcome
{
    /// <summary>It took the transaction, or has it already.</summary>
    Accepted,

    /// <summary>No answer: it may have it.</summary>
    Unanswered,

    /// <summary>It wants the transactions before it first.</summary>
    TooEarly,

    /// <summary>A transaction with this nonce is mined.</summary>
    NonceUsed,

    /// <summary>Another transaction with this nonce waits and pays as much.</summary>
    NonceTaken,

    /// <summary>The fees are below what the block or the pool asks.</summary>
    FeeTooLow,

    /// <summary>The account cannot pay.</summary>
    InsufficientFunds,
}
