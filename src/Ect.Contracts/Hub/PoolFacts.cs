using System.Numerics;
using Ect.Ethereum;

namespace Ect.Contracts;

/// <summary>What the chain says of a worker pool and its standing offer, at one block.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Owner">Who owns it.</param>
/// <param name="Offer">The offer that was put on chain last; null if none ever was.</param>
/// <param name="Consumed">Tasks already matched of the offer by this owner's word; uint.MaxValue if it was cancelled.</param>
/// <param name="IsPreSigned">Whether this owner declared the offer signed.</param>
/// <param name="OwnerFree">Free tokens of the owner in the hub, smallest units.</param>
/// <param name="Attributes">How many attributes the owner gave the pool.</param>
/// <param name="Place">Its place in the matchmaker's walk, from one; zero if it is not there.</param>
public sealed record PoolFacts(BigInteger Pool, Address Owner, PoolOrder? Offer, uint Consumed, bool IsPreSigned, BigInteger OwnerFree, uint Attributes, ulong Place);
