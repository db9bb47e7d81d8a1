using System.Numerics;
using System.Text;
using Ect.ClassAds.Programs;
using Ect.ClassAds.Values;
using Ect.Contracts;
using Ect.Ethereum.Rpc;
using Ect.Protocol.Machines;
using Ect.Sdk.Assets;
using Ect.Sdk.Chain;
using Ect.Sdk.Errors;

namespace Ect.Sdk.Matchmaking;

/// <summary>The matchmaker on chain: describe pools, and ask which of them meets what a contract wants.</summary>
/// <remarks>All throw <see cref="EctException"/> (<see cref="ErrorCode.NoMatchmaker"/>) on a network whose description names no matchmaker.</remarks>
public sealed partial class MatchmakerClient
{
    private readonly ChainAccess _chain;

    internal MatchmakerClient(ChainAccess chain) => _chain = chain;

    /// <summary>What is described of a pool.</summary>
    /// <exception cref="EctException">There is no such pool (<see cref="ErrorCode.AssetNotFound"/>).</exception>
    public async Task<PoolDescription> DescriptionAsync(BigInteger pool, CancellationToken cancellation = default)
    {
        var (hub, block) = await MomentAsync(cancellation);
        var facts = await FactsAsync(hub, pool, block, cancellation);
        var words = Words(facts, await hub.PoolStatementsAsync(pool, block.Number, cancellation));
        var nobodyBuys = PoolCandidate.WhyNobodyBuys(facts, await MomentAsync(hub, block, cancellation));
        IReadOnlyList<KeyValuePair<string, Value>> offered = [];
        if (facts.Offer is { } offer && nobodyBuys.Count == 0)
        {
            var ad = ClassAds.ClassAd.Empty.WithOffer(offer);
            offered = [.. PoolAd.Offered.Select(name => KeyValuePair.Create(name, ad.Evaluate(name)))];
        }

        return new(pool, facts.Owner, words.Attributes, facts.Offer, offered, nobodyBuys, facts.Place);
    }

    /// <summary>
    /// Says something of the client's own pool on chain, and brings it back into the walk if somebody took it out. Sends nothing if
    /// all of that is said already.
    /// </summary>
    /// <param name="pool">The pool.</param>
    /// <param name="changes">Attributes by name; undefined: it is said no more.</param>
    /// <param name="replace">Whether nothing else is said afterwards.</param>
    /// <param name="cancellation">Ends the waiting, not the transaction.</param>
    /// <exception cref="EctException">A name or value that contracts do not have, or another's pool (<see cref="ErrorCode.InvalidValue"/>).</exception>
    public async Task<DescribeOutcome> DescribeAsync(BigInteger pool, IReadOnlyList<KeyValuePair<string, Value>> changes, bool replace = false, CancellationToken cancellation = default)
    {
        foreach (var (name, value) in changes)
        {
            CheckName(name);
            CheckValue(name, value);
        }

        var (hub, block) = await MomentAsync(cancellation);
        var facts = await FactsAsync(hub, pool, block, cancellation);
        if (facts.Owner != _chain.Me)
        {
            throw new EctException(ErrorCode.InvalidValue, $"Pool {AssetId.Format(pool)} is described by its owner {facts.Owner}; this wallet is {_chain.Me}.", "Choose the owner's wallet with --wallet.");
        }

        var words = Words(facts, await hub.PoolStatementsAsync(pool, block.Number, cancellation));
        var attributes = Changes(words, changes, replace);
        var count = Count(words, attributes);
        if (count > PoolAd.MaxAttributes)
        {
            throw new EctException(ErrorCode.InvalidValue, $"The pool would have {count} attributes on chain; at most {PoolAd.MaxAttributes} are possible.", "Leave some out, or take some back with --unset.");
        }

        var isHidden = facts.Place == 0 && count > 0;
        var receipt = attributes.Count > 0 || isHidden ? await hub.DescribePoolAsync(pool, attributes, cancellation) : null;
        return new(await DescriptionAsync(pool, cancellation), receipt?.GasUsed);
    }

    /// <summary>Takes a pool out of the walk from which nobody can buy; anybody may. What its owner says of it stays.</summary>
    /// <returns>The gas that it took; null if the pool is not there.</returns>
    /// <exception cref="Ethereum.RevertException">NothingToForget: its owner describes it and has an offer that can be matched.</exception>
    public async Task<ulong?> ForgetAsync(BigInteger pool, CancellationToken cancellation = default)
    {
        var (hub, _) = await MomentAsync(cancellation);
        return (await hub.ForgetPoolAsync(pool, cancellation))?.GasUsed;
    }

    private static List<PoolAttribute> Changes(PoolWords words, IReadOnlyList<KeyValuePair<string, Value>> changes, bool replace)
    {
        var wanted = new Dictionary<string, PoolAttribute>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, _) in replace ? words.Attributes : [])
        {
            wanted[name] = AttributeOf(name, Value.Undefined);
        }

        foreach (var (name, value) in changes)
        {
            wanted[name] = AttributeOf(name, value);
        }

        return [.. wanted.Values.Where(attribute => words[attribute.Name] != ValueOf(attribute))];
    }

    private static int Count(PoolWords words, List<PoolAttribute> attributes) => words.Count
        + attributes.Count(attribute => attribute.Kind != AttributeKind.Undefined && words[attribute.Name].IsUndefined)
        - attributes.Count(attribute => attribute.Kind == AttributeKind.Undefined);

    private static PoolAttribute AttributeOf(string name, Value value) => value.Kind switch
    {
        ValueKind.Boolean => new(name, AttributeKind.Boolean, value == Value.True ? 1 : 0, ""),
        ValueKind.Integer => new(name, AttributeKind.Integer, value.TryGetInteger(out var number) ? number : 0, ""),
        ValueKind.String => new(name, AttributeKind.Text, 0, value.TryGetText(out var text) ? text : ""),
        _ => new(name, AttributeKind.Undefined, 0, ""),
    };

    private static Value ValueOf(PoolAttribute attribute) => attribute.Kind switch
    {
        AttributeKind.Boolean => Value.Of(!attribute.Number.IsZero),
        AttributeKind.Integer => Value.Of((long)attribute.Number),
        AttributeKind.Text => Value.Of(attribute.Text),
        _ => Value.Undefined,
    };

    private static void CheckName(string name)
    {
        if (PoolAd.Offered.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            throw new EctException(ErrorCode.InvalidValue, $"What {name} is comes from the pool's standing offer: nobody says it otherwise.", "Put the offer on chain with `ect order stand pool`.");
        }

        var bytes = Encoding.UTF8.GetByteCount(name);
        if (bytes is 0 or > ProgramLimits.Text || name.Contains('\0', StringComparison.Ordinal))
        {
            throw new EctException(ErrorCode.InvalidValue, $"'{name}' has {bytes} bytes; the name of an attribute on chain has 1 to {ProgramLimits.Text}, none of them zero.");
        }
    }

    private static void CheckValue(string name, Value value)
    {
        var rule = value.IsError ? "an attribute on chain is a boolean, an integer or a text" : null;
        if (rule is not null || !Word.TryWrite(value, out _, out rule))
        {
            throw new EctException(ErrorCode.InvalidValue, $"{name} is {value}: {rule}.", "docs/matchmaker.md says what a pool can say on chain.");
        }
    }

    private static PoolWords Words(PoolFacts facts, IEnumerable<PoolStatement> statements)
    {
        var words = PoolWords.Of(statements, facts.Owner);
        return words.Count == facts.Attributes
            ? words
            : throw new EctException(ErrorCode.ChainDisagrees, $"The chain's endpoint shows events by which pool {AssetId.Format(facts.Pool)} says {words.Count} attributes, but the contract counts {facts.Attributes}: events were left out.");
    }

    private static async Task<PoolFacts> FactsAsync(HubClient hub, BigInteger pool, Block block, CancellationToken cancellation) => Known(pool, (await hub.PoolFactsAsync([pool], block.Number, cancellation))[0]);

    private static PoolFacts Known(BigInteger pool, PoolFacts? facts) =>
        facts ?? throw new EctException(ErrorCode.AssetNotFound, $"There is no pool {AssetId.Format(pool)} on this chain.", "See `ect pool list`.");

    private async Task<(HubClient Hub, Block Block)> MomentAsync(CancellationToken cancellation)
    {
        if (_chain.Network.Deployment.Matchmaker.IsZero)
        {
            throw new EctException(ErrorCode.NoMatchmaker, $"The description of network '{_chain.Network.Name}' names no matchmaker contract.");
        }

        var hub = await _chain.HubAsync(cancellation);
        return (hub, await hub.NewestBlockAsync(cancellation));
    }

    private async Task<HubMoment> MomentAsync(HubClient hub, Block block, CancellationToken cancellation) =>
        new(_chain.Domain, block.Timestamp, await hub.CategoryCountAsync(block.Number, cancellation));
}
