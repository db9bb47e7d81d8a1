using System.Numerics;
using Ect.Ethereum;

namespace Ect.Sdk.Deals;

/// <summary>Something that happened to a task of a watched deal.</summary>
/// <param name="Kind">What.</param>
/// <param name="Task">The task.</param>
/// <param name="Index">Its index in the request's bag.</param>
/// <param name="Worker">Whose part it is; null where it is nobody's.</param>
/// <param name="Amount">Reward or penalty in units of 10^-18 ECT; zero where there is none.</param>
/// <param name="BlockNumber">The block.</param>
/// <param name="AppFailed">Of a completed task: the agreed result is that the application failed.</param>
public sealed record TaskUpdate(TaskUpdateKind Kind, Bytes32 Task, uint Index, Address? Worker, BigInteger Amount, ulong BlockNumber, bool AppFailed = false);
