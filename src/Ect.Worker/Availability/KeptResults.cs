using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Worker.Chain;
using Ect.Worker.Contributions;
using Ect.Worker.Epochs;
using Ect.Worker.Results;
using Microsoft.Extensions.Logging;

namespace Ect.Worker.Availability;

/// <summary>Results of contributions that an epoch paid for, kept on this disk for as long as the chain may ask for their blocks.</summary>
internal sealed partial class KeptResults(IChain chain, ContributionJournal journal, SettlementJournal settlements, ResultStore results, ILogger logger)
{
    /// <summary>Seconds after its settlement for which a result is kept: a challenge in the last of them that takes one is answered in the last.</summary>
    public const ulong Period = HubRules.ChallengePeriod + HubRules.AnswerPeriod;

    private readonly Dictionary<Bytes32, ulong> until = [];

    /// <summary>Removes what nobody can ask for any more.</summary>
    /// <param name="now">Time of the latest block, Unix seconds.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task SweepAsync(ulong now, CancellationToken cancellationToken)
    {
        foreach (var task in results.Tasks.ToList())
        {
            if (until.GetValueOrDefault(task) < now && journal.FindOpen(task) is null && journal.Find(task) is { IsAnsweredFor: true })
            {
                await LookAsync(task, now, cancellationToken);
            }
        }
    }

    private async Task LookAsync(Bytes32 task, ulong now, CancellationToken cancellationToken)
    {
        until[task] = await LastSecondAsync(task, cancellationToken);
        if (until[task] < now)
        {
            results.Remove(task);
            until.Remove(task);
            LogRemoved(task);
        }
    }

    // A settlement that a re-org took may come again; its signature is then as old as it would be.
    private async Task<ulong> LastSecondAsync(Bytes32 task, CancellationToken cancellationToken)
    {
        var last = 0UL;
        foreach (var signed in settlements.With(task))
        {
            var epoch = await chain.EpochAsync(signed.Scheduler, signed.Epoch, cancellationToken);
            var isSettled = epoch.Status == EpochStatus.Settled && epoch.IsRoot(signed.ResultRoot);
            last = Math.Max(last, (isSettled ? epoch.At : (ulong)signed.SignedAt.ToUnixTimeSeconds()) + Period);
        }

        return last;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId}: its result can be asked for no more and is removed")]
    private partial void LogRemoved(Bytes32 taskId);
}
