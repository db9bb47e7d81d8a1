using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;

namespace Ect.Cli.Demo;

/// <summary>Reads from the hub's events why each party's money changed.</summary>
/// <remarks>Locking and unlocking move nothing between parties and are left out.</remarks>
internal static class MoneyTrail
{
    public static IReadOnlyList<Movement> Of(Address party, Deal deal, IEnumerable<Log> logs) =>
        [.. Read(party, deal, logs)
            .GroupBy(entry => entry.Reason)
            .Select(group => new Movement(group.Key, group.Count(), group.Aggregate(System.Numerics.BigInteger.Zero, (sum, entry) => sum + entry.Amount)))];

    private static IEnumerable<(string Reason, BigInteger Amount)> Read(Address party, Deal deal, IEnumerable<Log> logs)
    {
        foreach (var log in logs)
        {
            if (EctHub.PaidEvent.TryDecode(log, out var paid))
            {
                // One may pay oneself: then both lines stand, and cancel out.
                if (paid.From == party)
                {
                    yield return (Reason(paid, deal, "paid"), -paid.Amount);
                }

                if (paid.To == party)
                {
                    yield return (Reason(paid, deal, "received"), paid.Amount);
                }
            }
            else if (EctHub.BurnedEvent.TryDecode(log, out var burned) && burned.From == party)
            {
                yield return (Reason(burned, deal), -burned.Amount);
            }
        }
    }

    private static string Reason(EctHub.BurnedEvent burned, Deal deal) =>
        burned.From == deal.Payer ? "protocol share burned"
            : burned.From == deal.PoolOwner ? "stake lost: a task failed"
            : "stake lost for a wrong or withheld result";

    private static string Reason(EctHub.PaidEvent paid, Deal deal, string verb) =>
        paid.To == deal.AppOwner && paid.Amount == deal.AppPrice ? $"app price {verb}"
            : paid.To == deal.DatasetOwner && paid.Amount == deal.DatasetPrice ? $"dataset price {verb}"
            : paid.To == deal.PoolOwner ? $"scheduling fee {verb}"
            : paid.To == deal.Payer ? $"made good from a lost stake, {verb}"
            : $"reward for a right result {verb}";
}
