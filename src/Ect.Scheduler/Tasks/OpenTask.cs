using Ect.Scheduler.Deals;
using Ect.Scheduler.Replicas;

namespace Ect.Scheduler.Tasks;

/// <summary>A task with all that a decision about it needs from the store.</summary>
internal sealed record OpenTask(TaskRecord Task, DealRecord Deal, IReadOnlyList<ReplicaRecord> Replicas);
