using Ect.Contracts;

namespace Ect.Protocol.Epochs;

/// <summary>Whether well-formed pages fit the settlement that they come with.</summary>
public static class PageCheck
{
    /// <summary>Why they do not; null if they do.</summary>
    /// <param name="pages">As decoded.</param>
    /// <param name="deals">The settlement's deals, in its order.</param>
    /// <param name="signers">How many workers sign.</param>
    public static string? Problem(IReadOnlyList<Page> pages, IReadOnlyList<Deal> deals, int signers)
    {
        if (deals.Count > EpochRules.MaxDeals || signers > EpochRules.MaxSigners)
        {
            return $"{deals.Count} deals and {signers} signers are more than the hub takes";
        }

        var settled = new Dictionary<(byte Deal, uint Word), LaneSet>();
        foreach (var (number, page) in pages.Index())
        {
            if (Problem(page, deals, signers) is { } problem)
            {
                return $"page {number}: {problem}";
            }

            var before = settled.GetValueOrDefault((page.Deal, page.Word));
            if (!(before & page.Tasks).IsEmpty)
            {
                return $"page {number} settles a task that an earlier page settles";
            }

            settled[(page.Deal, page.Word)] = before | page.Tasks;
        }

        return null;
    }

    private static string? Problem(Page page, IReadOnlyList<Deal> deals, int signers)
    {
        if (page.Deal >= deals.Count)
        {
            return $"there is no deal {page.Deal} among {deals.Count}";
        }

        var deal = deals[page.Deal];
        var last = page.Outcomes.Last().Offset;
        return last >= deal.Size ? $"the deal has {deal.Size} tasks, none at {last}"
            : page.Signers.Any(signer => signer.Position >= signers) ? $"there is no signer {page.Signers[^1].Position} among {signers}"
            : page.Kind == PageKind.Data && deal.Callback.IsZero ? "it brings data, but the deal has no consumer"
            : page.Kind == PageKind.Plain && !deal.Callback.IsZero ? "the deal has a consumer, but it brings no data"
            : null;
    }
}
