namespace Ect.Ethereum.TypedData;

/// <summary>A member of a structure: its name and its Solidity type or the name of another structure.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type, with array suffixes.</param>
public sealed record TypedDataMember(string Name, string Type)
{
    /// <summary>The form inside a type's encoding: "type name".</summary>
    public override string ToString() => $"{Type} {Name}";
}
