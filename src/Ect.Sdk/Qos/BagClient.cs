using System.Runtime.CompilerServices;
using Ect.Ethereum;
using Ect.Protocol.Qos;
using Ect.Sdk.Chain;
using Ect.Sdk.Deals;
using Ect.Sdk.Errors;

namespace Ect.Sdk.Qos;

/// <summary>Bags of tasks as a whole: how far they are, when they end, help for their tails.</summary>
public sealed class BagClient
{
    private readonly EctClient _client;
    private readonly ChainAccess _chain;

    internal BagClient(EctClient client, ChainAccess chain) => (_client, _chain) = (client, chain);

    /// <summary>The bag of a deal, with all deals that repeat its tasks.</summary>
    /// <param name="deal">The deal.</param>
    /// <param name="isWhole">Whether with the other deals of its request, or this one alone.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<Bag> FindAsync(DealInfo deal, bool isWhole = false, CancellationToken cancellation = default) =>
        Bag.Of(deal, await _client.Deals.ListAsync(deal.Terms.Requester, cancellation), isWhole);

    /// <summary>How far a bag is now.</summary>
    /// <param name="bag">The bag.</param>
    /// <param name="predictor">Knows earlier ones; null for none.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<BagState> StateAsync(Bag bag, CompletionPredictor? predictor = null, CancellationToken cancellation = default)
    {
        var follower = new BagFollower(await _chain.HubAsync(cancellation), bag, new() { Predictor = predictor ?? new([]) }, new HelpDesk(_client), _chain.Time);
        await follower.LookAsync(cancellation);
        return await follower.StateAsync(cancellation);
    }

    /// <summary>
    /// What happened to a bag and what happens, until each of its tasks has a result or nobody works on it any more; buys its help on the way.
    /// After a crash or an interruption, a new call goes on: it finds what was bought on the chain and in the journal.
    /// </summary>
    /// <param name="bag">The bag, with all help that it has: see <see cref="FindAsync"/>.</param>
    /// <param name="how">How.</param>
    /// <param name="cancellation">Ends the following; what was bought goes on.</param>
    /// <exception cref="EctException">Help cannot be bought for this bag (<see cref="ErrorCode.InvalidValue"/>).</exception>
    public async IAsyncEnumerable<BagNews> FollowAsync(Bag bag, BagFollowing how, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        if (how.Help is { } help)
        {
            RequireHelpable(bag, help);
        }

        var follower = new BagFollower(await _chain.HubAsync(cancellation), bag, how, new HelpDesk(_client), _chain.Time);
        using var timer = new PeriodicTimer(how.Interval, _chain.Time);
        do
        {
            foreach (var news in await follower.LookAsync(cancellation))
            {
                yield return news;
            }
        }
        while (!follower.IsOver && await timer.WaitForNextTickAsync(cancellation));

        yield return new BagNews.Ended(await follower.StateAsync(cancellation));
    }

    /// <summary>Whether this client's account may buy a bag's tasks again, and it makes sense to.</summary>
    /// <exception cref="EctException">No (<see cref="ErrorCode.InvalidValue"/>).</exception>
    public void RequireHelpable(Bag bag, TailHelp help)
    {
        var terms = bag.Deals[0].Terms;
        if (terms.Requester != _client.Address)
        {
            throw new EctException(ErrorCode.InvalidValue, $"Deal {bag.Deals[0].Id} was bought by {terms.Requester}, and this wallet is {_client.Address}: only who bought it can buy its tasks again.", "Choose the requester's wallet with --wallet.");
        }

        if (terms.Pool == help.Pool)
        {
            throw new EctException(ErrorCode.InvalidValue, $"The pool that is to help has deal {bag.Deals[0].Id} already: its workers take no task twice as fast.", "Name another pool.");
        }

        if (terms.Callback != Address.Zero)
        {
            throw new EctException(ErrorCode.InvalidValue, $"The results of deal {bag.Deals[0].Id} go to the contract {terms.Callback}, which waits for its own tasks: results of others would not reach it, or twice.", "Buy without --callback, or without help.");
        }
    }
}
