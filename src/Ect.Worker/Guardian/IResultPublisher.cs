using Ect.Worker.Contributions;

namespace Ect.Worker.Guardian;

/// <summary>Makes a result available to its requester. The boundary to the content server.</summary>
internal interface IResultPublisher
{
    /// <summary>Uploads what is missing of the result tree; repeating it does no harm.</summary>
    Task PublishAsync(ContributionRecord record, CancellationToken cancellationToken);

    /// <summary>Frees the disk of a result that nobody will ask this worker for any more.</summary>
    void Forget(ContributionRecord record);
}
