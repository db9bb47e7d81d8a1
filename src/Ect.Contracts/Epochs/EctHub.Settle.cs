using Ect.Ethereum.Abi;

namespace Ect.Contracts;

/// <summary>What the generated half lacks: settlements read back from transactions.</summary>
public sealed partial class EctHub
{
    /// <summary>The settlement in a transaction's input; null if the input is no call of settle.</summary>
    internal static Settlement? ReadSettle(ReadOnlySpan<byte> input)
    {
        if (!input.StartsWith(SettleFunction.Selector))
        {
            return null;
        }

        try
        {
            return Settlement.FromAbi(SettleFunction.DecodeAcceptedCall(input)[0]);
        }
        catch (AbiException)
        {
            return null; // The contract would have refused it too, so this was another contract's function.
        }
    }
}
