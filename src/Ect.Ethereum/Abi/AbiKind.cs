namespace Ect.Ethereum.Abi;

/// <summary>The families of Solidity types.</summary>
public enum AbiKind
{
    /// <summary>uint8 … uint256.</summary>
    UnsignedInteger,

    /// <summary>int8 … int256.</summary>
    SignedInteger,

    /// <summary>bool.</summary>
    Boolean,

    /// <summary>address.</summary>
    Address,

    /// <summary>bytes1 … bytes32, and function (24 bytes).</summary>
    FixedBytes,

    /// <summary>bytes.</summary>
    Bytes,

    /// <summary>string.</summary>
    Text,

    /// <summary>T[] or T[n].</summary>
    Array,

    /// <summary>(T1,T2,…).</summary>
    Tuple,
}
