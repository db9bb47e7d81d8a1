using System.Numerics;
using Ect.Protocol.Preferences;
using Ect.Sdk.Pools;

namespace Ect.Sdk.Buying;

/// <summary>A pool that a buyer could have, and where its preference puts it.</summary>
/// <param name="Word">The pool, and what its scheduler says.</param>
/// <param name="PricePerTask">What one task costs in all, in units of 10^-18 ECT.</param>
/// <param name="Known">What is known of it in view of what buyers care for.</param>
/// <param name="Net">Its net flow, −1 (worse than all in all) to 1.</param>
/// <param name="Why">What spoke for it and against it.</param>
public sealed record RankedPool(PoolWord Word, BigInteger PricePerTask, Candidate Known, double Net, string Why);
