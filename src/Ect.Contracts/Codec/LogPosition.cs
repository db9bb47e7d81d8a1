using Ect.Ethereum;
using Ect.Ethereum.Rpc;

namespace Ect.Contracts;

/// <summary>Where on the chain an event stands.</summary>
/// <param name="Contract">The contract that wrote it.</param>
/// <param name="BlockNumber">Height of the block.</param>
/// <param name="BlockHash">Hash of the block: after a re-organisation another block has this height.</param>
/// <param name="TransactionHash">The transaction that caused it.</param>
/// <param name="LogIndex">Its place among the logs of the block.</param>
public sealed record LogPosition(Address Contract, ulong BlockNumber, Bytes32 BlockHash, Bytes32 TransactionHash, ulong LogIndex)
{
    internal static LogPosition Of(Log log) => new(log.Address, log.BlockNumber, log.BlockHash, log.TransactionHash, log.LogIndex);
}
