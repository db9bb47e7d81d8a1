using Ect.Ethereum;
using Ect.Protocol.Trust;
using Ect.Scheduler.Deals;

namespace Ect.Scheduler.Epochs;

/// <summary>Reads who may contribute to deals.</summary>
internal sealed class Admissions(SeatBook seats, DrawBook draws)
{
    /// <summary>The admissions of deals at a moment, for workers in question.</summary>
    /// <param name="deals">The deals.</param>
    /// <param name="workers">The workers.</param>
    /// <param name="at">Unix seconds of the chain: of the anchor, or now.</param>
    /// <param name="now">Unix seconds of the chain.</param>
    /// <param name="ct">Ends the waiting.</param>
    public async Task<IReadOnlyDictionary<Bytes32, DealAdmission>> OfAsync(IEnumerable<DealRecord> deals, IEnumerable<Address> workers, ulong at, ulong now, CancellationToken ct)
    {
        var admissions = new Dictionary<Bytes32, DealAdmission>();
        var wanted = deals.DistinctBy(deal => deal.Id).ToList();
        if (wanted.Count == 0)
        {
            return admissions;
        }

        var roster = await seats.RosterAsync(ct);
        var known = await seats.KnowAsync(workers, ct);
        foreach (var deal in wanted)
        {
            admissions[deal.Id] = new(deal.Terms, roster, known, await draws.OfAsync(deal, at, ct), Reputation.DayOf(now));
        }

        return admissions;
    }
}
