using Ect.Bench.Chain;
using Ect.Bench.Checks;
using Ect.Bench.Hosting;
using Ect.Bench.Load;
using Ect.Bench.Reports;
using Ect.Contracts;
using Ect.Ethereum;

namespace Ect.Bench.Runs;

/// <summary>Orders one after another while workers are idle.</summary>
internal sealed class DispatchRun(int orders, int workers, bool isPrivate, bool isPostgres, SchedulerSettings settings, Progress progress)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task<DispatchReport> RunAsync(CancellationToken ct)
    {
        await using var stage = await Stage.BuildAsync(workers, isPostgres, settings, progress, ct);
        await using var crowd = new Crowd(stage.Network, stage.Scheduler.ListenUrl, new() { Workers = workers, ComputeSeconds = 0.1, SampleEvery = 1 });
        await using var blocks = new BlockWatch(stage.Network);
        await Waiting.UntilAsync("the workers connect", () => crowd.Tally.Connected == workers, Patience, ct);
        var fromMatch = new Latencies();
        var fromDraw = new Latencies();
        for (var order = 1; order <= orders; order++)
        {
            var deal = await stage.Network.MatchAsync(1, 1, isPrivate, ct);
            var match = deal.Position.BlockNumber;
            await Waiting.UntilAsync($"order {order} reaches a worker", () => ArrivalOf(crowd.Tally, deal.Id) is not null && blocks.ArrivalOf(match + 1) is not null, Patience, ct);
            var at = ArrivalOf(crowd.Tally, deal.Id)!.Value;
            fromMatch.Add(Milliseconds(blocks.ArrivalOf(match)!.Value, at));
            fromDraw.Add(Milliseconds(blocks.ArrivalOf(isPrivate ? match : match + 1)!.Value, at));
            progress.Show($"order {order} of {orders}: {Milliseconds(blocks.ArrivalOf(match)!.Value, at):N0} ms after its block");

            // Not in step with the blocks: the next order comes at any time within one.
            await Task.Delay(TimeSpan.FromSeconds(Random.Shared.NextDouble()), TimeProvider.System, ct);
        }

        var breaks = crowd.Tally.Breaks;
        await stage.Scheduler.Child.KillAsync();
        await crowd.DisposeAsync();
        return new(Machine.Describe(), orders, workers, isPrivate, settings.PollInterval, fromMatch.Report(), fromDraw.Report(), await Verdict.OfAsync(crowd.Tally, breaks, stage.Store, ct));
    }

    private static double Milliseconds(long from, long to) => TimeProvider.System.GetElapsedTime(from, to).TotalMilliseconds;

    private static long? ArrivalOf(Tally tally, Bytes32 deal)
    {
        foreach (var (terms, at) in tally.FirstOfDeal)
        {
            if (DealId.Of(DealCodec.Decode(terms.Span)) == deal)
            {
                return at;
            }
        }

        return null;
    }
}
