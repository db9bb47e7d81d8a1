using Ect.Ethereum;

namespace Ect.Contracts;

/// <summary>A result as a page has it.</summary>
/// <param name="Digest">Content root of the result tree; not zero.</param>
/// <param name="DataHash">Zero for a plain result, 1 if the application failed, else the hash of the consumer's data.</param>
public readonly record struct PageResult(Bytes32 Digest, Bytes32 DataHash)
{
    /// <summary>The data hash of every result of an application that failed.</summary>
    public static Bytes32 AppFailed { get; } = Bytes32.FromNumber(1);
}
