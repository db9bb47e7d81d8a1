using System.Numerics;
using Ect.Protocol.Qos;

namespace Ect.Sdk.Qos;

/// <summary>
/// What a requester spends so that a bag has no tail: unfinished tasks are bought again in another pool. Deals cannot be
/// cancelled, so that a task which both pools complete is paid twice.
/// </summary>
/// <param name="Pool">The pool that helps.</param>
/// <param name="Budget">The most that all help for the bag may cost, whenever it was bought, in units of 10^-18 ECT.</param>
/// <param name="Strategy">When it is bought, and how much. What is bought is always a copy: <see cref="HelpUse.Duplicate"/>.</param>
public sealed record TailHelp(BigInteger Pool, BigInteger Budget, HelpStrategy Strategy);
