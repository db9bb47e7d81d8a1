using Ect.Ethereum;

namespace Ect.Market.Orders;

/// <summary>What became of a posted order.</summary>
internal abstract record PostOutcome
{
    /// <summary>The order is on the board; <paramref name="IsNew"/> is false if it was before.</summary>
    internal sealed record Accepted(Bytes32 Hash, bool IsNew) : PostOutcome;

    /// <summary>The order is not taken.</summary>
    /// <param name="Code">Stable name of the reason, as problem type.</param>
    /// <param name="Detail">The reason with its values.</param>
    internal sealed record Refused(string Code, string Detail) : PostOutcome;
}
