using Ect.Content;
using Ect.Ethereum;
using Ect.Protocol.Tasks;

namespace Ect.Sdk.Workflows;

/// <summary>The market, the chain and the content store, as a workflow needs them.</summary>
internal interface IStepDesk
{
    /// <summary>Where results are and joined folders go.</summary>
    IBlockStore Content { get; }

    /// <summary>Signs a request for the step. Nothing is bought.</summary>
    Task<string> SignAsync(WorkflowStep step, TaskParams parameters, CancellationToken cancellation);

    /// <summary>
    /// Matches what is left of a request, all of it or none: the hub itself never lets a request have more tasks than it asks for, so
    /// that this may be repeated at any time.
    /// </summary>
    /// <returns>The deals that hold its tasks; null if it expired before anything was matched.</returns>
    Task<IReadOnlyList<Bytes32>?> MatchAsync(string request, CancellationToken cancellation);

    /// <summary>Waits until all tasks of the deals have ended and sees that their results are in the content store.</summary>
    /// <param name="step">The step.</param>
    /// <param name="deals">Its deals.</param>
    /// <param name="ended">Told of each task that ends.</param>
    /// <param name="cancellation">Ends the waiting, not the work.</param>
    Task<StepEnd> FollowAsync(WorkflowStep step, IReadOnlyList<Bytes32> deals, IProgress<int> ended, CancellationToken cancellation);
}
