using System.Collections.Concurrent;
using Ect.Bench.Chain;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Epochs;
using Ect.Wire;

namespace Ect.Bench.Load;

/// <summary>What workers check of an epoch, once for all of them: on real machines each asks its own node.</summary>
internal sealed class EpochBook(BenchNetwork network)
{
    private readonly ConcurrentDictionary<(ulong Epoch, Bytes32 Root), Lazy<Task<bool>>> _anchors = new();
    private readonly ConcurrentDictionary<(ulong Epoch, Bytes32 Pages), Bytes32> _digests = new();

    /// <summary>Whether the chain has the epoch's root.</summary>
    public Task<bool> IsAnchoredAsync(ulong epoch, Bytes32 root) => _anchors.GetOrAdd((epoch, root), _ => new(() => ReadAsync(epoch, root))).Value;

    /// <summary>What the signers of a proposal sign.</summary>
    public Bytes32 DigestOf(Proposal proposal) => _digests.GetOrAdd((proposal.Epoch, Keccak256.Hash(proposal.Pages.Span)), _ =>
    {
        var signers = proposal.Signers.Select(signer => Address.FromBytes(signer.Span)).ToList();
        var deals = proposal.Deals.Select(deal => Bytes32.FromBytes(deal.Span)).ToList();
        return SettlementMessage.Of(BenchNetwork.SchedulerKey.Address, proposal.Epoch, Bytes32.FromBytes(proposal.Anchor.Span), signers, deals, proposal.Pages.Span).Digest(network.Domain);
    });

    private async Task<bool> ReadAsync(ulong number, Bytes32 root)
    {
        var epoch = await network.Eth.CallAsync(network.Hub.EpochOf(BenchNetwork.SchedulerKey.Address, number));
        return epoch.Status == EpochStatus.Anchored && epoch.IsRoot(root);
    }
}
