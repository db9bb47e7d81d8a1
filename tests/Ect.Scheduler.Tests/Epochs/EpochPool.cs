using System.Numerics;
using System.Security.Cryptography;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Protocol.Orders;
using Ect.Scheduler.Tests.Network;

namespace Ect.Scheduler.Tests.Epochs;

/// <summary>The network's pool with an open roster and workers in its seats, and deals that the epoch path may settle.</summary>
public sealed class EpochPool
{
    private readonly TestNetwork _network;

    private EpochPool(TestNetwork network) => _network = network;

    /// <summary>At stake for each task; whole gwei.</summary>
    public static BigInteger Stake { get; } = 1_000 * HubClient.Gwei;

    public static BigInteger Price { get; } = 1_000_000 * HubClient.Gwei;

    /// <summary>Covers some thousand tasks at a time.</summary>
    public static BigInteger Bond { get; } = 10_000 * Stake;

    public static async Task<EpochPool> OpenAsync(TestNetwork network, int workers, CancellationToken ct)
    {
        await network.Sender(1).SendAsync(network.Hub.OpenRoster(network.Pool, 0), cancellationToken: ct);
        for (var worker = 0; worker < workers; worker++)
        {
            await network.Sender(worker + 2).SendAsync(network.Hub.TakeSeat(network.Pool, Bond), cancellationToken: ct);
        }

        await network.PassAsync(1);
        return new(network);
    }

    /// <summary>Matches fresh orders to a deal, and mines the block that draws its workers.</summary>
    public async Task<EctHub.DealMatchedEvent> MatchAsync(
        uint volume, ushort trust, CancellationToken ct, Address callback = default, uint category = 0, ushort mode = 0, ushort poolMode = 0)
    {
        var key = PrivateKey.Parse(_network.Node.PrivateKeys[0]);
        var expiry = (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds();
        var app = new AppOrder(_network.App, 10, volume, Bytes32.Zero, 0, 0, Address.Zero, expiry, Salt()).Sign(_network.Domain, key);
        var pool = new PoolOrder(
            _network.Pool, Price, volume, Bytes32.Zero, (ushort)category, trust, poolMode, Stake, 1000, 0, 0, Address.Zero, expiry, Salt()).Sign(_network.Domain, _network.Scheduler);
        var none = new SignedDatasetOrder(new(0, 0, 0, Bytes32.Zero, 0, 0, Address.Zero, 0, Bytes32.Zero), []);
        var request = new RequestOrder(
            _network.App, 10, 0, 0, _network.Pool, Price, key.Address, key.Address, callback, volume, Bytes32.Zero, (ushort)category, trust, (ushort)(mode | DealMode.Private), 0, "{}", expiry, Salt())
            .Sign(_network.Domain, key);
        var matched = await _network.MatchAsync(_network.Hub.MatchOrders(app, none, pool, request), ct);
        await _network.PassAsync(1);
        return matched;
    }

    public static IReadOnlyList<Bytes32> TasksOf(EctHub.DealMatchedEvent deal) =>
        [.. Enumerable.Range(0, (int)deal.Deal.Size).Select(offset => TaskId.Of(deal.Id, deal.Deal.First + (uint)offset))];

    private static Bytes32 Salt() => Bytes32.FromBytes(RandomNumberGenerator.GetBytes(32));
}
