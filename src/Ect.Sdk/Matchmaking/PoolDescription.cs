using System.Numerics;
using Ect.ClassAds.Values;
using Ect.Contracts;
using Ect.Ethereum;

namespace Ect.Sdk.Matchmaking;

/// <summary>A pool as the matchmaker has it.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Owner">Who owns it.</param>
/// <param name="Attributes">What its owner says of it, in the order in which it was first said. Nobody has checked it.</param>
/// <param name="Offer">Its standing offer; null if there never was one.</param>
/// <param name="Offered">What the contract takes from the offer; empty while nobody can buy against it.</param>
/// <param name="WhyNobodyBuys">Why nobody can buy against the offer now; empty if somebody can.</param>
/// <param name="Place">Its place in the walk, from one; zero if nobody finds it.</param>
public sealed record PoolDescription(
    BigInteger Pool,
    Address Owner,
    IReadOnlyList<KeyValuePair<string, Value>> Attributes,
    PoolOrder? Offer,
    IReadOnlyList<KeyValuePair<string, Value>> Offered,
    IReadOnlyList<string> WhyNobodyBuys,
    ulong Place);
