using Ect.Sdk.Buying;
using Ect.Sdk.Deals;

namespace Ect.Sdk.Qos;

/// <summary>Where help is bought.</summary>
internal interface IHelpDesk
{
    /// <summary>What it costs now.</summary>
    /// <exception cref="Errors.EctException">Nobody offers it.</exception>
    Task<Quote> QuoteAsync(RunRequest run, CancellationToken cancellation);

    /// <summary>Signs a request at these prices. Nothing is bought.</summary>
    /// <exception cref="Errors.EctException">It cannot be paid.</exception>
    Task<string> SignAsync(RunRequest run, Quote quote, CancellationToken cancellation);

    /// <summary>Buys what a signed request asks for and has not got; safe to repeat.</summary>
    /// <returns>All its deals, of which there will not be more: fewer than it asked for, or none, if it expired.</returns>
    /// <exception cref="Errors.EctException">It cannot be had now.</exception>
    /// <exception cref="Ethereum.RevertException">The hub refuses the match.</exception>
    Task<IReadOnlyList<DealInfo>> MatchAsync(string request, CancellationToken cancellation);
}
