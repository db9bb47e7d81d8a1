using Ect.Contracts;
using Ect.Protocol.Tasks;
using Ect.Sdk.Buying;
using Ect.Sdk.Deals;
using Ect.Sdk.Errors;

namespace Ect.Sdk.Qos;

/// <summary>Tasks of a deal, to be bought again on the same terms in another pool.</summary>
internal static class HelpRequest
{
    // What nobody has taken by then is asked for anew, at the prices of then.
    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(10);

    /// <summary>The request for as many of the tasks as its params have room to name, from the first on.</summary>
    /// <param name="deal">The deal.</param>
    /// <param name="help">Where to buy.</param>
    /// <param name="indices">Indices of tasks of the deal, the most urgent first; at least one.</param>
    /// <exception cref="EctException">The deal's own params leave no room (<see cref="ErrorCode.InvalidValue"/>).</exception>
    public static RunRequest Of(DealInfo deal, TailHelp help, IReadOnlyList<uint> indices)
    {
        var (terms, parameters) = (deal.Terms, TaskParams.Parse(deal.Params));
        for (var count = indices.Count; count > 0; count -= Math.Max(1, count / 8))
        {
            try
            {
                var repeating = parameters with { Repeats = RepetitionOf(deal, indices.Take(count)) };
                _ = repeating.ToCanonicalJson();
                return Of(terms, help, repeating, (uint)count);
            }
            catch (FormatException) when (count > 1)
            {
                // Too long: fewer tasks then.
            }
            catch (FormatException e)
            {
                throw new EctException(ErrorCode.InvalidValue, $"Tasks of deal {deal.Id} cannot be bought again: {e.Message}", inner: e);
            }
        }

        throw new ArgumentException("No tasks to buy.", nameof(indices));
    }

    private static Repetition RepetitionOf(DealInfo deal, IEnumerable<uint> indices) =>
        new() { Deal = deal.Id, First = deal.Terms.First, Size = deal.Terms.Size, Tasks = IndexRanges.Of(indices) };

    private static RunRequest Of(Deal terms, TailHelp help, TaskParams parameters, uint tasks) => new()
    {
        App = terms.App,
        Dataset = terms.Dataset.IsZero ? null : terms.Dataset,
        Pool = help.Pool,
        Tasks = tasks,
        Trust = terms.Trust,
        Value = terms.Value,
        Mode = terms.Mode,
        Category = terms.Category,
        Params = parameters,
        Beneficiary = terms.Beneficiary,
        Tag = terms.Tag,
        Validity = Validity,
    };
}
