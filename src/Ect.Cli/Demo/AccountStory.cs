using Ect.Cli.Frame;
using Ect.Ethereum;

namespace Ect.Cli.Demo;

/// <summary>One party's money before and after.</summary>
/// <param name="Name">The wallet's name.</param>
/// <param name="Address">The wallet's address.</param>
/// <param name="Before">What it had before the deal.</param>
/// <param name="After">What it has after.</param>
/// <param name="Movements">Why it changed; they sum up to the difference.</param>
internal sealed record AccountStory(string Name, Address Address, Holdings Before, Holdings After, IReadOnlyList<Movement> Movements);

/// <summary>Tokens of one party.</summary>
/// <param name="Wallet">Outside the hub.</param>
/// <param name="Free">In the hub, free.</param>
/// <param name="Locked">In the hub, locked.</param>
/// <param name="Seat">In the hub, as a seat's bond and what it has earned.</param>
internal sealed record Holdings(Amount Wallet, Amount Free, Amount Locked, Amount Seat)
{
    public Amount Total => Wallet.Units + Free.Units + Locked.Units + Seat.Units;
}

/// <summary>A sum of like movements of one party's money.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Count">How many movements.</param>
/// <param name="Amount">Their sum, negative if paid.</param>
internal sealed record Movement(string Reason, int Count, Amount Amount);
