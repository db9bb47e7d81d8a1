using Ect.Sdk.Pools;

namespace Ect.Sdk.Buying;

/// <summary>A pool whose own rules refuse a request: buying there would only lock money until its scheduler declines.</summary>
/// <param name="Word">The pool, and what its scheduler says.</param>
/// <param name="Why">The clauses that refuse.</param>
public sealed record PoolRefusal(PoolWord Word, string Why);
