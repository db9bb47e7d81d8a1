namespace Ect.Ethereum.Abi;

/// <summary>A named value of a function, event or error.</summary>
/// <param name="Name">The name in the source; may be empty.</param>
/// <param name="Type">The type.</param>
/// <param name="Indexed">Of an event: whether the value stands in a topic.</param>
/// <param name="Components">Of a tuple or array of tuples: the members with their names; empty otherwise.</param>
/// <param name="InternalType">The source's own name of the type, such as "struct Deal" or "DealId"; null when unknown.</param>
public sealed record AbiParameter(string Name, AbiType Type, bool Indexed = false, IReadOnlyList<AbiParameter>? Components = null, string? InternalType = null);
