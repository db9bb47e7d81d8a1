namespace Ect.Ethereum.TypedData;

/// <summary>Typed data that breaks EIP-712's rules; the message names the member.</summary>
public sealed class TypedDataException(string message) : FormatException(message);
