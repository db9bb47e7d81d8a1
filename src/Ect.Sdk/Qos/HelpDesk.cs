using Ect.Sdk.Buying;
using Ect.Sdk.Deals;
using Ect.Sdk.Errors;

namespace Ect.Sdk.Qos;

/// <summary>A network, as help is bought on it.</summary>
internal sealed class HelpDesk(EctClient client) : IHelpDesk
{
    /// <inheritdoc/>
    public Task<Quote> QuoteAsync(RunRequest run, CancellationToken cancellation) => client.QuoteAsync(run, cancellation);

    /// <inheritdoc/>
    public Task<string> SignAsync(RunRequest run, Quote quote, CancellationToken cancellation) => client.SignAsync(run, quote, cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DealInfo>> MatchAsync(string request, CancellationToken cancellation)
    {
        try
        {
            return await client.MatchRestAsync(request, cancellation) ?? [];
        }
        catch (EctException e) when (e.Code == ErrorCode.OrderRefused)
        {
            var hash = client.Orders.Read(request).Hash;
            return [.. (await client.Deals.ListAsync(client.Address, cancellation)).Where(deal => deal.Terms.RequestHash == hash)];
        }
    }
}
