namespace Ect.Scheduler.Tests.Network;

/// <summary>Workers that work until they are disposed.</summary>
public sealed class Crew : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly Task _working;

    public Crew(TestNetwork network, Uri scheduler, IReadOnlyList<Conduct> conducts, CancellationToken ct)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Workers = [.. conducts.Select((_, number) => new TestWorker(network, network.Worker(number), scheduler))];
        _working = Task.WhenAll(Workers.Zip(conducts, (worker, conduct) => worker.WorkAsync(conduct, _stop.Token)));
    }

    public IReadOnlyList<TestWorker> Workers { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _working;
        foreach (var worker in Workers)
        {
            await worker.DisposeAsync();
        }

        _stop.Dispose();
    }
}
