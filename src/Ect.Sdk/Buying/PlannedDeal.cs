using Ect.Protocol.Machines;
using Ect.Sdk.Pools;

namespace Ect.Sdk.Buying;

/// <summary>A deal as it would be made.</summary>
/// <param name="Pool">The pool that will compute it, and what its scheduler says.</param>
/// <param name="Facts">What machines and pool will see of it.</param>
public sealed record PlannedDeal(PoolWord Pool, JobFacts Facts);
