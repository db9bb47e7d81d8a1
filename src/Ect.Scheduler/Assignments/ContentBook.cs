using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Scheduler.Tasks;

namespace Ect.Scheduler.Assignments;

/// <summary>
/// Which apps and datasets workers computed with lately, so that they most likely have them in their caches still. It is what the scheduler saw,
/// not what workers say. In memory alone: after a start it is learned anew.
/// </summary>
internal sealed class ContentBook
{
    /// <summary>Of each worker.</summary>
    public const int MostAssets = 32;

    private const int MostWorkers = 100_000;

    private readonly Dictionary<Address, LinkedList<(AssetKind Kind, BigInteger Id)>> _held = [];

    /// <summary>Notes the parts that are computed now and were not before.</summary>
    /// <param name="before">The task as it was; null if nothing was known.</param>
    /// <param name="after">The task as it is.</param>
    public void Note(OpenTask? before, OpenTask after)
    {
        foreach (var replica in ComputedParts.New(before, after))
        {
            foreach (var asset in AssetsOf(after.Deal.Terms))
            {
                Add(replica.Worker, asset);
            }
        }
    }

    /// <summary>Which share of a deal's app and dataset the worker has, 0 to 1. Of their sizes the chain says nothing: each counts alike.</summary>
    public double Share(Address worker, Deal terms) =>
        _held.TryGetValue(worker, out var held) ? AssetsOf(terms).Average(asset => held.Contains(asset) ? 1.0 : 0) : 0;

    private static IEnumerable<(AssetKind Kind, BigInteger Id)> AssetsOf(Deal terms) =>
        terms.Dataset.IsZero ? [(AssetKind.App, terms.App)] : [(AssetKind.App, terms.App), (AssetKind.Dataset, terms.Dataset)];

    private void Add(Address worker, (AssetKind Kind, BigInteger Id) asset)
    {
        if (!_held.TryGetValue(worker, out var held))
        {
            if (_held.Count >= MostWorkers)
            {
                _held.Clear();
            }

            _held[worker] = held = new();
        }

        held.Remove(asset);
        held.AddLast(asset);
        if (held.Count > MostAssets)
        {
            held.RemoveFirst();
        }
    }
}
