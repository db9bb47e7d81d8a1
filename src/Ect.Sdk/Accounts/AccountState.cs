using System.Numerics;
using Ect.Ethereum;
using Ect.Protocol.Trust;

namespace Ect.Sdk.Accounts;

/// <summary>One account's money. Tokens in units of 10^-18 ECT.</summary>
/// <param name="Address">Whose.</param>
/// <param name="Ether">Wei for gas.</param>
/// <param name="Tokens">Tokens outside the hub.</param>
/// <param name="Free">Tokens in the hub that may be spent or withdrawn.</param>
/// <param name="Locked">Tokens in the hub that stand for open deals and contributions.</param>
/// <param name="Reputation">What it has behind it as a worker; a seat may hold another part of it.</param>
public sealed record AccountState(Address Address, BigInteger Ether, BigInteger Tokens, BigInteger Free, BigInteger Locked, Reputation Reputation);
