using Ect.Ethereum;

namespace Ect.Simulation.Agents;

/// <summary>What workers can find.</summary>
internal static class Results
{
    /// <summary>What every honest computation gives.</summary>
    public static Bytes32 Truth { get; } = Bytes32.FromNumber(1);

    /// <summary>On what colluders agree instead.</summary>
    public static Bytes32 Lie { get; } = Bytes32.FromNumber(2);

    /// <summary>A result that nobody else finds.</summary>
    public static Bytes32 Invention(Dice dice) => Bytes32.FromNumber(3 + new System.Numerics.BigInteger(dice.Bits()));
}
