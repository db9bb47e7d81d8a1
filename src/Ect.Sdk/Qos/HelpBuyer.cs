using System.Numerics;
using Ect.Ethereum;
using Ect.Protocol.Qos;
using Ect.Sdk.Deals;
using Ect.Sdk.Errors;

namespace Ect.Sdk.Qos;

/// <summary>
/// Buys help when the strategy asks for it. What is signed is in the journal before it is sent, and nothing else is signed before that
/// request has all it will get: killed at any instant, a new run buys no task twice and spends no more than the budget.
/// </summary>
internal sealed class HelpBuyer(TailHelp help, HelpJournal journal, IHelpDesk desk, TimeProvider time)
{
    // Offers change, but not from second to second.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    private long? _refusedAt;

    /// <summary>Looks once.</summary>
    /// <param name="bag">The bag, with all its help.</param>
    /// <param name="book">How far it is.</param>
    /// <param name="now">Seconds since its start.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<HelpOutcome> LookAsync(Bag bag, BagBook book, double now, CancellationToken cancellation)
    {
        if (_refusedAt is { } since && time.GetElapsedTime(since) < Rest)
        {
            return new HelpOutcome.None();
        }

        try
        {
            var outcome = journal.Pending is { } request ? await MatchAsync(bag, request, cancellation) : await BuyAsync(bag, book, now, cancellation);
            _refusedAt = outcome is HelpOutcome.Refused ? time.GetTimestamp() : null;
            return outcome;
        }
        catch (Exception e) when (e is EctException or RevertException)
        {
            // The bag goes on without help, and the next look may find what it needs.
            _refusedAt = time.GetTimestamp();
            return new HelpOutcome.Refused(e.Message);
        }
    }

    private async Task<HelpOutcome> BuyAsync(Bag bag, BagBook book, double now, CancellationToken cancellation)
    {
        if (book.Progress.IsOver || !help.Strategy.When.IsDue(book.Progress, now) || book.Unhelped is not { Count: > 0 } unhelped)
        {
            return new HelpOutcome.None();
        }

        var deal = bag.Deals.First(own => own.Indices.Contains(unhelped[0]));
        var ofDeal = unhelped.Where(index => index >= deal.Terms.First && index - deal.Terms.First < deal.Terms.Size).ToArray();
        var quote = await desk.QuoteAsync(HelpRequest.Of(deal, help, ofDeal), cancellation);
        var left = help.Budget - bag.Spent;
        var decision = help.Strategy.Decide(book.Progress, now, new(Affordable(left, quote.MostPerTask), book.Working, unhelped.Count, PeriodOf(book.Progress, deal)));
        if (decision.Units == 0)
        {
            return decision.Reason == HelpReason.BudgetSpent
                ? new HelpOutcome.Refused($"{unhelped.Count} unfinished tasks have no help: one costs {Units.FormatEther(quote.MostPerTask)} ECT, and {Units.FormatEther(BigInteger.Max(left, BigInteger.Zero))} of the budget of {Units.FormatEther(help.Budget)} ECT are left.")
                : new HelpOutcome.None();
        }

        var run = HelpRequest.Of(deal, help, [.. ofDeal.Take(decision.Units)]);
        var request = await desk.SignAsync(run, quote with { Total = quote.MostPerTask * run.Tasks }, cancellation);
        journal.Begin(request);
        return await MatchAsync(bag, request, cancellation);
    }

    private async Task<HelpOutcome> MatchAsync(Bag bag, string request, CancellationToken cancellation)
    {
        var known = bag.Help.Select(deal => deal.Deal.Id).ToHashSet();
        var deals = (await desk.MatchAsync(request, cancellation)).Where(deal => !known.Contains(deal.Id)).Select(HelpDeal.TryOf).OfType<HelpDeal>().ToArray();
        journal.End();
        return deals.Length == 0 ? new HelpOutcome.None() : new HelpOutcome.Bought(deals);
    }

    private static int Affordable(BigInteger left, BigInteger price) =>
        left.Sign < 0 ? 0 : price.IsZero ? int.MaxValue : (int)BigInteger.Min(int.MaxValue, left / price);

    // Before anything is known of how long tasks take: what their category allows.
    private static double PeriodOf(BagProgress bag, DealInfo deal) => bag.MeanDuration is > 0 and var mean ? mean : Math.Max(1, deal.Terms.Duration);
}
