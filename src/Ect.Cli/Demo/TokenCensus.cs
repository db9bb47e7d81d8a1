using Ect.Cli.Frame;

namespace Ect.Cli.Demo;

/// <summary>Where all tokens are. Nothing may appear or vanish.</summary>
/// <param name="Supply">What the token contract says exists.</param>
/// <param name="InWallets">Sum of the parties' tokens outside the hub.</param>
/// <param name="HeldByHub">What the token contract says the hub has.</param>
/// <param name="Free">Sum of the parties' free tokens in the hub.</param>
/// <param name="Locked">Sum of the parties' locked tokens in the hub.</param>
/// <param name="Seats">Sum of the parties' bonds, and of what their seats have earned.</param>
/// <param name="Burned">Penalties and the protocol's share of prices, which nobody can claim.</param>
internal sealed record TokenCensus(Amount Supply, Amount InWallets, Amount HeldByHub, Amount Free, Amount Locked, Amount Seats, Amount Burned)
{
    public bool Conserved => InWallets.Units + HeldByHub.Units == Supply.Units && Free.Units + Locked.Units + Seats.Units + Burned.Units == HeldByHub.Units;
}
