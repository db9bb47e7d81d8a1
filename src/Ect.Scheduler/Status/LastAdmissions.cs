using Ect.Ethereum;
using Ect.Scheduler.Epochs;

namespace Ect.Scheduler.Status;

/// <summary>Who may contribute to open deals, as the loop last found it; for who asks from outside the loop.</summary>
internal sealed class LastAdmissions
{
    private volatile IReadOnlyDictionary<Bytes32, DealAdmission> _last = new Dictionary<Bytes32, DealAdmission>();

    /// <summary>The number of the pool's roster; null as long as no open deal needs it.</summary>
    public ulong? Roster => _last.Values.FirstOrDefault()?.Roster.Number;

    public void Put(IReadOnlyDictionary<Bytes32, DealAdmission> admissions) => _last = admissions;

    /// <summary>A deal's; null where everybody may whom the scheduler picks, or where nobody looked.</summary>
    public DealAdmission? Of(Bytes32 deal) => _last.GetValueOrDefault(deal);
}
