using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Orders;
using Ect.Protocol.Tasks;
using Ect.Sdk.Buying;
using Ect.Sdk.Deals;
using Ect.Sdk.Errors;

namespace Ect.Sdk;

public sealed partial class EctClient
{
    /// <summary>Signs a request that admits exactly the prices of the offers that fit best now. Nothing is bought.</summary>
    /// <returns>The request, as JSON; <see cref="MatchRestAsync"/> buys what it asks for.</returns>
    /// <inheritdoc cref="BuyAsync(RunRequest, CancellationToken)"/>
    public async Task<string> SignRequestAsync(RunRequest run, CancellationToken cancellation = default)
    {
        var plan = await PlanAsync(await CompleteAsync(run, cancellation), cancellation);
        return await SignAsync(plan.Run, Quote.Of(plan.Matches), cancellation);
    }

    /// <summary>
    /// Matches what is left of a request of this client's account with the offers that fit best. May be repeated at any time, after a
    /// crash too: the hub lets no request have more tasks than it asks for.
    /// </summary>
    /// <param name="request">The signed request, as JSON.</param>
    /// <param name="cancellation">Ends the waiting, not a transaction on its way.</param>
    /// <returns>All its deals, in the order of their tasks; null if it expired before anything was matched.</returns>
    /// <exception cref="EctException">
    /// Nothing fits (<see cref="ErrorCode.NoMatch"/>), or the request was cancelled, or expired when only some of its tasks were
    /// matched (<see cref="ErrorCode.OrderRefused"/>).
    /// </exception>
    /// <exception cref="RevertException">The hub refuses the match.</exception>
    public async Task<IReadOnlyList<DealInfo>?> MatchRestAsync(string request, CancellationToken cancellation = default)
    {
        var hash = Orders.Read(request).Hash;
        var order = OrderJson.ParseRequest(request).Order;
        var hub = await _chain.HubAsync(cancellation);
        while (true)
        {
            var consumed = await hub.ConsumedAsync(_chain.Me, hash, cancellation);
            if (consumed > order.Volume)
            {
                throw new EctException(ErrorCode.OrderRefused, $"Request {hash} was cancelled.");
            }

            if (consumed == order.Volume)
            {
                return await DealsOfAsync(hash, order.Volume, cancellation);
            }

            if (await hub.NowAsync(cancellation) > order.Expiry)
            {
                return consumed == 0 ? null : throw new EctException(ErrorCode.OrderRefused, $"Request {hash} expired when {consumed} of its {order.Volume} tasks were matched: the others cannot be bought with it.");
            }

            var match = (await PlanAsync(RunOf(order, order.Volume - consumed), cancellation)).Matches[0];
            try
            {
                await Deals.MatchAsync(match.App.Document, match.Dataset?.Document, match.Pool.Document, request, cancellation);
            }
            catch (RevertException)
            {
                // A transaction of an earlier, interrupted run may have come first.
                if (await hub.ConsumedAsync(_chain.Me, hash, cancellation) == consumed)
                {
                    throw;
                }
            }
        }
    }

    private async Task<IReadOnlyList<DealInfo>> DealsOfAsync(Bytes32 request, uint volume, CancellationToken cancellation)
    {
        var deals = (await Deals.ListAsync(_chain.Me, cancellation)).Where(deal => deal.Terms.RequestHash == request).OrderBy(deal => deal.Terms.First).ToArray();
        return deals.Sum(deal => deal.Terms.Size) == volume
            ? deals
            : throw new EctException(ErrorCode.ChainDisagrees, $"The hub says that all {volume} tasks of request {request} are matched, but its events tell of {deals.Sum(deal => deal.Terms.Size)}.", "Try again: the endpoint may lag behind.");
    }

    private static RunRequest RunOf(RequestOrder order, uint tasks) => new()
    {
        App = order.App,
        Dataset = order.Dataset.IsZero ? null : order.Dataset,
        Pool = order.Pool.IsZero ? null : order.Pool,
        Tasks = tasks,
        Trust = order.Trust,
        Value = order.Value,
        Mode = order.Mode,
        Category = order.Category,
        MaxPrice = order.AppMaxPrice + order.DatasetMaxPrice + order.PoolMaxPrice,
        Params = TaskParams.Parse(order.Params),
        Beneficiary = order.Beneficiary,
        Callback = order.Callback,
        Tag = order.Tag,
    };
}
