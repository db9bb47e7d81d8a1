namespace Ect.Scheduler.Chain;

/// <summary>The chain went back behind the hub's deployment. The store is not touched: perhaps the node is only reading its own chain anew.</summary>
internal sealed class ChainLostException(SchedulerOptions options, ulong head)
    : Exception(
        $"The chain of {options.Rpc} has block {head} as its newest and no hub at {options.Hub}: it was thrown away, or restored from a state before the deployment, "
        + $"or its node is still synchronising. Start the node with the state that belongs to {options.DataFolder}, or deploy again and give the scheduler a new data folder.");
