using Ect.Ethereum.Rpc;
using Ect.Ethereum.Transactions;

namespace Ect.Ethereum.Tests.Transactions;

public sealed class SendOutcomeTests
{
    [Theory]
    [InlineData("already known", nameof(SendOutcome.Accepted))] // geth, reth, Erigon
    [InlineData("transaction already imported", nameof(SendOutcome.Accepted))] // anvil
    [InlineData("AlreadyKnown", nameof(SendOutcome.Accepted))] // Nethermind
    [InlineData("Known transaction", nameof(SendOutcome.Accepted))] // Besu
    [InlineData("Transaction with the same hash was already imported.", nameof(SendOutcome.Accepted))] // OpenEthereum
    [InlineData("nonce too low: next nonce 5, tx nonce 4", nameof(SendOutcome.NonceUsed))] // geth, reth
    [InlineData("OldNonce, Current nonce: 5, nonce of rejected tx: 4", nameof(SendOutcome.NonceUsed))] // Nethermind
    [InlineData("Transaction nonce is too low. Try incrementing the nonce.", nameof(SendOutcome.NonceUsed))] // OpenEthereum
    [InlineData("replacement transaction underpriced", nameof(SendOutcome.NonceTaken))] // geth, reth, Besu
    [InlineData("ReplacementNotAllowed", nameof(SendOutcome.NonceTaken))] // Nethermind
    [InlineData("could not replace existing tx", nameof(SendOutcome.NonceTaken))] // Erigon
    [InlineData("Transaction gas price is too low. There is another transaction with same nonce in the queue.", nameof(SendOutcome.NonceTaken))] // OpenEthereum
    [InlineData("transaction underpriced: gas tip cap 0, minimum needed 1", nameof(SendOutcome.FeeTooLow))] // geth
    [InlineData("max fee per gas less than block base fee", nameof(SendOutcome.FeeTooLow))] // geth, anvil
    [InlineData("FeeTooLowToCompete", nameof(SendOutcome.FeeTooLow))] // Nethermind
    [InlineData("Gas price below current base fee", nameof(SendOutcome.FeeTooLow))] // Besu
    [InlineData("txpool is full", nameof(SendOutcome.FeeTooLow))] // geth
    [InlineData("insufficient funds for gas * price + value", nameof(SendOutcome.InsufficientFunds))] // geth
    [InlineData("Upfront cost exceeds account balance", nameof(SendOutcome.InsufficientFunds))] // Besu
    [InlineData("NonceGap, Future nonce. Expected nonce: 4", nameof(SendOutcome.TooEarly))] // Nethermind
    [InlineData("Transaction nonce is too distant from current sender nonce", nameof(SendOutcome.TooEarly))] // Besu
    [InlineData("intrinsic gas too low", null)]
    public void A_refusal_is_understood_whichever_node_words_it(string message, string? outcome) =>
        SendOutcomes.Of(new RpcException(-32000, $"The node refuses eth_sendRawTransaction: {message} (code -32000).")).ToString().Should().Be(outcome ?? "");
}
