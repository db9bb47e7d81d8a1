using Ect.Contracts;

namespace Ect.Protocol.Orders;

/// <summary>One reason why four orders do not match.</summary>
/// <param name="Kind">Which rule is broken.</param>
/// <param name="Order">The order that it concerns.</param>
/// <param name="Text">The reason in words, with the values.</param>
public sealed record MatchProblem(MatchProblemKind Kind, OrderKind Order, string Text);
