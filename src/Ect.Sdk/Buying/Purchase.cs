using System.Numerics;
using Ect.Sdk.Deals;

namespace Ect.Sdk.Buying;

/// <summary>What was bought: one deal, or several if no single offer had room for all tasks.</summary>
/// <param name="Deals">The deals; together they hold all tasks of the bag.</param>
/// <param name="Price">What is locked for all of them, in units of 10^-18 ECT.</param>
/// <param name="Request">The signed request, as JSON.</param>
public sealed record Purchase(IReadOnlyList<DealInfo> Deals, BigInteger Price, string Request);
