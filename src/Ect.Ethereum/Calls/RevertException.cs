using Ect.Ethereum.Abi;

namespace Ect.Ethereum;

/// <summary>A contract refused a call or a transaction. The message names the custom error and its arguments where they are known.</summary>
/// <param name="error">What it reverted with.</param>
/// <param name="transactionHash">The mined transaction, or null when the refusal came from a trial call and nothing was sent.</param>
public sealed class RevertException(DecodedError error, Bytes32? transactionHash = null)
    : Exception(transactionHash is null ? $"The contract refuses the call: {error}." : $"Transaction {transactionHash} was reverted: {error}.")
{
    /// <summary>The decoded error.</summary>
    public DecodedError Error { get; } = error;

    /// <summary>The error's name; null when it is unknown.</summary>
    public string? ErrorName => Error.Name;

    /// <summary>The raw revert data.</summary>
    public byte[] RevertData => Error.Data;

    /// <summary>The mined and reverted transaction; null when nothing was sent.</summary>
    public Bytes32? TransactionHash { get; } = transactionHash;
}
