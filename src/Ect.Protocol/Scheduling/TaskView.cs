using Ect.Contracts;

namespace Ect.Protocol.Scheduling;

/// <summary>A task as the chain shows it at one block.</summary>
/// <param name="Deal">The deal's terms.</param>
/// <param name="Index">The task's index in the bag.</param>
/// <param name="Chain">What the hub keeps of it.</param>
/// <param name="Contributors">Everybody who contributed, from the events, in any order.</param>
public sealed record TaskView(Deal Deal, uint Index, ChainTask Chain, IReadOnlyList<ContributorView> Contributors);
