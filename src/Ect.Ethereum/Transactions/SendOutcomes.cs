using Ect.Ethereum.Rpc;

namespace Ect.Ethereum.Transactions;

/// <summary>Reads outcomes from refusals.</summary>
internal static class SendOutcomes
{
    /// <summary>
    /// Sorts a node's refusal by its words, because codes differ between nodes and JSON-RPC standardises none.
    /// Words of geth, reth, anvil, Nethermind, Besu, Erigon and OpenEthereum. Null for every other refusal.
    /// </summary>
    public static SendOutcome? Of(RpcException refusal)
    {
        var message = refusal.Message;
        return message switch
        {
            _ when Has("already known") || Has("already imported") || Has("AlreadyKnown") || Has("known transaction") => SendOutcome.Accepted,
            _ when Has("nonce too low") || Has("OldNonce") || Has("nonce is too low") => SendOutcome.NonceUsed,
            _ when Has("nonce too high") || Has("NonceGap") || Has("nonce is too high") || Has("nonce is too distant") => SendOutcome.TooEarly,
            _ when Has("another transaction with same nonce") || Has("replacement transaction underpriced") || Has("ReplacementNotAllowed") || Has("could not replace existing") => SendOutcome.NonceTaken,
            _ when Has("underpriced") || Has("less than block base fee") || Has("FeeTooLow") || Has("below base fee") || Has("gas price below") || Has("gas price is too low") || Has("pool is full") || Has("pool full") || Has("TxPoolFull") => SendOutcome.FeeTooLow,
            _ when Has("insufficient funds") || Has("InsufficientFunds") || Has("upfront cost exceeds") => SendOutcome.InsufficientFunds,
            _ => null,
        };

        bool Has(string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
    }
}
