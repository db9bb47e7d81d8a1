namespace Ect.Simulation.Incentives;

/// <summary>How often one party decides a task alone: chances for each task of a pool of 100 seats.</summary>
/// <param name="Trust">The deal's trust.</param>
/// <param name="Share">The party's share of the seats.</param>
/// <param name="Fair">Its workers are newcomers, the scheduler asks anybody alike.</param>
/// <param name="FairWithReputation">Its workers have the highest reputation.</param>
/// <param name="OwnScheduler">The scheduler is its own.</param>
/// <param name="OwnSchedulerWithReputation">The scheduler is its own, its workers have the highest reputation.</param>
/// <param name="OwnSchedulerThatWaits">Its own scheduler lets the task lie until the draw is widest, and no drawn worker goes ahead.</param>
/// <param name="OwnSchedulerNarrow">Its own scheduler, if a task drew trust + 1 at first: not the protocol's rule.</param>
public sealed record ChanceRow(
    int Trust,
    double Share,
    double Fair,
    double FairWithReputation,
    double OwnScheduler,
    double OwnSchedulerWithReputation,
    double OwnSchedulerThatWaits,
    double OwnSchedulerNarrow);
