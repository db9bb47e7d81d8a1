using System.Collections.Concurrent;
using Ect.Cli.Up;
using Ect.Protocol.Deals;

namespace Ect.EndToEnd.Tests.Chaos;

/// <summary>Bags of small tasks, bought on both paths in turn while the network is struck.</summary>
internal sealed class Purchases(TestNetwork network)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly List<Task> pending = [];
    private int count;

    /// <summary>Purchases that came to nothing, by the kind of failure.</summary>
    public ConcurrentDictionary<string, int> Failures { get; } = [];

    /// <summary>Begins one more purchase.</summary>
    public void Begin() => pending.Add(BuyAsync(count++));

    /// <summary>Waits until each has succeeded or failed.</summary>
    public Task EndAsync() => Task.WhenAll(pending).WaitAsync(Patience, TimeProvider.System);

    private async Task BuyAsync(int number)
    {
        try
        {
            await network.BuyAsync(
                number % 2 == 0 ? (ushort)0 : DealMode.Direct,
                network.Local.Samples[SampleShop.MonteCarlo],
                null,
                tasks: (uint)(1 + (number % 3)),
                trust: (ushort)(2 + (number / 2 % 2)));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The chain or the order board was struck: a person would see the error, and buy again.
            Failures.AddOrUpdate(failure.GetType().Name, 1, (_, times) => times + 1);
        }
    }
}
