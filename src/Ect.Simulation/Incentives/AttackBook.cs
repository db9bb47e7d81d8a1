using Ect.Simulation.Attacks;

namespace Ect.Simulation.Incentives;

/// <summary>The attacks of the study.</summary>
public static class AttackBook
{
    /// <summary>Those that the rules are to hold in the stated range.</summary>
    public static IReadOnlyList<Attack> Held { get; } =
    [
        new LazyCopier(),
        new RandomLiar(),
        new BoldColluders(),
        new LurkingColluders(),
        new StrayColluders(),
        new SybilFarmer(),
        new OwnScheduler(),
        new LeavingScheduler(),
        new FreeResults(),
        new LateDecliner(),
        new GriefingRequester(),
        new HiddenDissent(),
    ];

    /// <summary>Circumstances outside the range in which attacks pay, or in which nothing is held against them.</summary>
    public static IReadOnlyList<(Attack Attack, string Where, Market Market)> Open { get; } =
    [
        (new StrayColluders(), "trust 1: one worker decides", new() { Trust = 1, Share = 0.02 }),
        (new StrayColluders(), "trust 3, a tenth of the seats", new() { Trust = 3, Share = 0.1 }),
        (new StrayColluders(), "trust 5, a fifth of the seats", new() { Trust = 5, Share = 0.2 }),
        (new StrayColluders(), "trust 5, a third of the seats", new() { Trust = 5, Share = 1.0 / 3 }),
        (new LurkingColluders(), "hardly ever noticed: 1 lie in 100,000", new() { Noticed = 1e-5 }),
        (new LurkingColluders(), "trust 3, three seats of 100, a value of nine prices", new() { Trust = 3, Share = 0.03, ValueInPrices = 9, StakeInPrices = 3 }),
        (new BoldColluders(), "two thirds of the seats", new() { Share = 2.0 / 3 }),
        (new LeavingScheduler(), "trust 3, a tenth of the seats", new() { Trust = 3, Share = 0.1 }),
        (new LeavingScheduler(), "trust 5, a tenth of the seats", new() { Trust = 5, Share = 0.1 }),
        (new LeavingScheduler(), "every seat its own", new() { Share = 1 }),
        (new LeavingScheduler(), "a private pool", new() { IsPrivate = true, Share = 1 }),
        (new LazyCopier(), "results that a guess hits 19 times of 20", new() { Guess = 0.95 }),
        (new LateDecliner(), "prices rise by half", new() { PriceSwing = 0.5 }),
        (new LateDecliner(), "the pool's owner runs all of its workers", new() { SchedulerFeeBps = 10_000 }),
        (new FavouringScheduler(), "a tenth of the seats", new()),
        (new SharedComputation(), "a tenth of the seats", new()),
    ];
}
