using Ect.Scheduler.Tests.Network;

namespace Ect.Scheduler.Tests.Epochs;

/// <summary>Workers on the epoch path that work until they are disposed.</summary>
public sealed class EpochCrew : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly Task _working;

    public EpochCrew(TestNetwork network, Uri scheduler, IReadOnlyList<EpochConduct> conducts, CancellationToken ct, uint slots = 4)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Workers = [.. conducts.Select((conduct, number) => new EpochWorker(network, network.Worker(number), scheduler, conduct, Gates, slots))];
        _working = Task.WhenAll(Workers.Select(worker => worker.WorkAsync(_stop.Token)));
    }

    public EpochGates Gates { get; } = new();

    public IReadOnlyList<EpochWorker> Workers { get; }

    /// <summary>Whatever honest workers hold against the scheduler.</summary>
    public IReadOnlyList<string> Complaints => [.. Workers.SelectMany(worker => worker.Complaints.Select(complaint => $"{worker.Address}: {complaint}"))];

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
