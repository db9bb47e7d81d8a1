namespace Ect.Worker.Status;

/// <summary>A worker's money on the chain. Amounts in the token's smallest unit, decimal.</summary>
/// <param name="Free">Free in the hub, for stakes on the direct path.</param>
/// <param name="Locked">Locked in the hub.</param>
/// <param name="Bond">At stake in its seat.</param>
/// <param name="Earned">Earned in its seat and not collected yet.</param>
/// <param name="Coin">The chain's coin, for gas, in wei.</param>
/// <param name="At">When the chain was read.</param>
public sealed record MoneyStatus(string Free, string Locked, string Bond, string Earned, string Coin, DateTimeOffset At);
