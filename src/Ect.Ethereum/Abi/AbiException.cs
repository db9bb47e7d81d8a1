namespace Ect.Ethereum.Abi;

/// <summary>A value that does not fit its ABI type, or data that is not an encoding of the expected types.</summary>
public sealed class AbiException(string message) : FormatException(message);
