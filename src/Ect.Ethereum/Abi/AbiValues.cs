using System.Numerics;

namespace Ect.Ethereum.Abi;

internal static class AbiValues
{
    /// <summary>Any of .NET's integers as a BigInteger; null where the value is none.</summary>
    public static BigInteger? Integer(object? value) => value switch
    {
        BigInteger number => number,
        int number => number,
        long number => number,
        ulong number => number,
        uint number => number,
        byte number => number,
        sbyte number => number,
        short number => number,
        ushort number => number,
        UInt128 number => number,
        Int128 number => number,
        _ => null,
    };
}
