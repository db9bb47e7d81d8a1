using Ect.Ethereum.Abi;

namespace Ect.Contracts;

/// <summary>What the generated half lacks: published blocks read back from transactions.</summary>
public sealed partial class EctHub
{
    /// <summary>The block in a transaction's input; null if the input is no call of publishBlock.</summary>
    internal static byte[]? ReadPublishBlock(ReadOnlySpan<byte> input)
    {
        if (!input.StartsWith(PublishBlockFunction.Selector))
        {
            return null;
        }

        try
        {
            return (byte[])PublishBlockFunction.DecodeAcceptedCall(input)[2]!;
        }
        catch (AbiException)
        {
            return null; // The contract would have refused it too, so this was another contract's function.
        }
    }
}
