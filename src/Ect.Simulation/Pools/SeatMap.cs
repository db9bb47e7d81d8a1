using System.Collections.Concurrent;
using System.Globalization;
using Ect.Ethereum;
using Ect.Protocol.Draws;

namespace Ect.Simulation.Pools;

/// <summary>The seats of one pool and whom a deal's tasks draw, computed by the protocol's own sortition and kept.</summary>
public sealed class SeatMap
{
    /// <summary>Tasks whose draws are kept; later ones repeat them.</summary>
    public const int Positions = 2_048;

    private readonly Bytes32 _seed;
    private readonly ConcurrentDictionary<uint, Lazy<int[][]>> _draws = new();

    /// <param name="seats">How many seats.</param>
    /// <param name="seed">Decides addresses and draws.</param>
    public SeatMap(int seats, int seed)
    {
        Addresses = [.. Enumerable.Range(0, seats).Select(seat => AddressOf(seed, seat))];
        _seed = DrawRule.SeedOf(Keccak256.Hash(string.Create(CultureInfo.InvariantCulture, $"block {seed}")), Keccak256.Hash(string.Create(CultureInfo.InvariantCulture, $"deal {seats}")));
    }

    /// <summary>The workers' addresses by seat.</summary>
    public IReadOnlyList<Address> Addresses { get; }

    /// <summary>Seats that a task draws, ascending.</summary>
    /// <param name="width">Of the draw, see <see cref="DrawRule"/>.</param>
    /// <param name="position">Of the task.</param>
    public IReadOnlyList<int> Drawn(uint width, int position) =>
        _draws.GetOrAdd(width, key => new(() => Compute(key))).Value[position % Positions];

    private static Address AddressOf(int seed, int seat) =>
        Address.FromBytes(Keccak256.Hash(string.Create(CultureInfo.InvariantCulture, $"seat {seed} {seat}")).ToBytes().AsSpan(12));

    private int[][] Compute(uint width)
    {
        var draw = new Draw(_seed, DrawRule.Of((uint)Addresses.Count, width));
        var drawn = Enumerable.Range(0, Positions).Select(_ => new List<int>()).ToArray();
        for (var seat = 0; seat < Addresses.Count; seat++)
        {
            for (var word = 0; word < Positions / Lanes.Count; word++)
            {
                foreach (var lane in draw.Of(Addresses[seat], (uint)word).Each())
                {
                    drawn[(word * Lanes.Count) + lane].Add(seat);
                }
            }
        }

        return [.. drawn.Select(seats => seats.ToArray())];
    }
}
