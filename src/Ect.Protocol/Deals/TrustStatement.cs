using System.Globalization;
using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Draws;
using Ect.Protocol.Trust;

namespace Ect.Protocol.Deals;

/// <summary>Who must be honest for what, in words for the one who pays. The same terms always give the same words.</summary>
public static class TrustStatement
{
    /// <summary>What the results of a deal rest on, and what happens if the scheduler stops.</summary>
    public static string Of(Deal deal)
    {
        var demand = TrustDemand.Of(deal);
        var least = LeastVotes(demand);
        var isPrivate = DealMode.IsPrivate(deal.Mode);
        return $"{Votes(demand, least, isPrivate)}; {Stake(demand, least)}. {Scheduler(deal, least)} {Stall(deal, isPrivate)}";
    }

    /// <summary>What a request demands of a result.</summary>
    public static string Of(RequestOrder request)
    {
        var votes = Math.Max((int)request.Trust, 1);
        var value = request.Value.IsZero ? "no value declared" : $"a wrong result may cost {Ect(request.Value)}, the stakes behind one must reach that";
        var pools = DealMode.IsPrivate(request.Mode) ? "Private pools will do, whose schedulers pick the workers" : "The chain draws the workers";
        return $"{Count(votes)} must agree or the evidence of as many; {value}. {pools}{(DealMode.IsDirect(request.Mode) ? "; each task is settled by itself on chain" : "")}.";
    }

    /// <summary>What a pool offers.</summary>
    public static string Of(PoolOrder pool)
    {
        var workers = DealMode.IsPrivate(pool.Mode) ? "Private: its scheduler picks the workers, and must be trusted" : "The chain draws the workers from the pool's seats";
        return $"{workers}; up to {Count(Math.Max((int)pool.Trust, 1))} must agree, each with {Ect(pool.WorkerStake)} at stake.";
    }

    // Reputations may stand for every second vote, never for stakes.
    private static int LeastVotes(TrustDemand demand) => Math.Max(1, Math.Max(demand.LeastVotes, Math.Min(demand.VotesForValue, demand.Trust)));

    private static string Votes(TrustDemand demand, int least, bool isPrivate)
    {
        var kind = isPrivate ? "picked" : "drawn";
        if (demand.Trust <= 1)
        {
            return $"1 {kind} worker decides each result, so a single liar goes unnoticed: more votes or a declared value would change that";
        }

        var fewest = least < demand.Trust ? $", or {least} with a reputation," : "";
        return $"{demand.Trust} {kind} workers{fewest} must agree, at odds of {(1 << Evidence.MarginBits).ToString(CultureInfo.InvariantCulture)} to 1 against all dissent";
    }

    private static string Stake(TrustDemand demand, int least)
    {
        var stake = demand.WorkerStake.IsZero ? "nothing at stake behind a result" : $"at least {Ect(least * demand.WorkerStake)} at stake behind each result";
        return demand.Value.IsZero ? stake : $"{stake}, for a declared value of {Ect(demand.Value)}";
    }

    private static string Scheduler(Deal deal, int least) => DealMode.IsPrivate(deal.Mode)
        ? $"The pool is private: with {(least == 1 ? "one accomplice" : $"{least} accomplices")} its scheduler can pass any result."
        : $"The scheduler chooses only among the {DrawRule.WidthOf(deal.Trust, deal.Start, deal.Duration, deal.Start)} or so whom the chain draws for each task (all of the pool, if it has no more), and cannot change a result.";

    private static string Stall(Deal deal, bool isPrivate)
    {
        var without = isPrivate ? "" : $"drawn workers go on without it after {Span(HubRules.SelfAssignPeriods * (ulong)deal.Duration)}, and ";
        var stake = deal.SchedulerStake.IsZero ? "" : $", with {Ect(deal.SchedulerStake)} of its stake for each task";
        return $"If it stops, {without}what nobody worked on can be refunded after {Span(HubRules.FinalPeriods * (ulong)deal.Duration)}{stake}.";
    }

    private static string Ect(BigInteger amount) => $"{Units.FormatEther(amount)} ECT";

    private static string Count(int workers) => workers == 1 ? "1 worker" : $"{workers} workers";

    private static string Span(ulong seconds) => seconds switch
    {
        < 120 => $"{seconds} s",
        < 7_200 => $"{seconds / 60} min",
        < 172_800 => $"{seconds / 3_600} h",
        _ => $"{seconds / 86_400} d",
    };
}
