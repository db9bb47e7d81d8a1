namespace Ect.Simulation.Incentives;

/// <summary>The circumstances for which we say that no attack pays.</summary>
public static class StatedRange
{
    /// <summary>Pool prices of a task, in tokens.</summary>
    public static IReadOnlyList<double> Prices { get; } = [0.01, 1, 100];

    /// <summary>Declared values, in prices.</summary>
    public static IReadOnlyList<double> Values { get; } = [1, 3];

    /// <summary>Stakes of a worker, in prices.</summary>
    public static IReadOnlyList<double> Stakes { get; } = [1, 3];

    /// <summary>Seats of the pool.</summary>
    public static IReadOnlyList<int> Seats { get; } = [30, 100, 300];

    /// <summary>What share of the seats one party may hold at which trust.</summary>
    public static IReadOnlyList<(int Trust, double Share)> Shares { get; } = [(3, 0.02), (5, 0.02), (5, 0.05), (5, 0.1), (7, 0.05), (7, 0.1), (7, 0.2)];

    /// <summary>The same for a pool's owner, whose scheduler picks among the drawn.</summary>
    public static IReadOnlyList<(int Trust, double Share)> SharesOfPoolOwner { get; } = [(5, 0.02), (7, 0.02), (7, 0.05), (9, 0.05)];

    /// <summary>Every combination.</summary>
    /// <param name="ofPoolOwner">Whether the attacker owns the pool.</param>
    public static IReadOnlyList<Market> Markets(bool ofPoolOwner) =>
    [
        .. from price in Prices
           from value in Values
           from stake in Stakes
           from seats in Seats
           from trusted in ofPoolOwner ? SharesOfPoolOwner : Shares
           select new Market { Price = price, ValueInPrices = value, StakeInPrices = stake, Seats = seats, Trust = trusted.Trust, Share = trusted.Share },
    ];
}
