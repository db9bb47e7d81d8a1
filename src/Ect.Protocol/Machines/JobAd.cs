using System.Numerics;
using Ect.ClassAds;
using Ect.ClassAds.Values;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Apps;
using Ect.Protocol.Deals;

namespace Ect.Protocol.Machines;

/// <summary>A deal's tasks as a ClassAd: what machines' requirements and ranks see of them. Amounts are in tokens, ids are texts.</summary>
public static class JobAd
{
    private const double SmallestUnits = 1e18;

    /// <summary>What the ad says in any case; a requester's own attributes have other names.</summary>
    public static IReadOnlySet<string> Names { get; } = Of(new JobFacts(), MachineNeeds.None).Attributes.Select(pair => pair.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The ad of a deal's tasks.</summary>
    public static ClassAd Of(Deal terms, MachineNeeds needs) => Of(
        new JobFacts
        {
            Requester = terms.Requester.ToString(),
            App = terms.App,
            AppOwner = terms.AppOwner.ToString(),
            Dataset = terms.Dataset,
            DatasetOwner = terms.Dataset.IsZero ? "" : terms.DatasetOwner.ToString(),
            Pool = terms.Pool,
            Category = terms.Category,
            DurationSeconds = terms.Duration,
            Trust = terms.Trust,
            Tasks = terms.Size,
            PoolPrice = terms.PoolPrice,
            WorkerStake = terms.WorkerStake,
            Value = terms.Value,
            IsDirect = DealMode.IsDirect(terms.Mode),
        },
        needs);

    /// <summary>The ad of tasks that are not bought yet.</summary>
    public static ClassAd Of(JobFacts facts, MachineNeeds needs)
    {
        // What the deal says nobody says otherwise.
        var ad = AdExpression.ReadAd(needs.Ad)
            .With("Requester", Value.Of(facts.Requester))
            .With("App", Id(facts.App))
            .With("AppOwner", Known(facts.AppOwner))
            .With("Dataset", facts.Dataset.IsZero ? Value.Undefined : Id(facts.Dataset))
            .With("DatasetOwner", Known(facts.DatasetOwner))
            .With("Pool", Id(facts.Pool))
            .With("Category", Value.Of((long)facts.Category))
            .With("DurationSeconds", Value.Of((long)facts.DurationSeconds))
            .With("Trust", Value.Of((long)facts.Trust))
            .With("Tasks", Value.Of((long)facts.Tasks))
            .With("Price", Tokens(facts.PoolPrice))
            .With("WorkerStake", Tokens(facts.WorkerStake))
            .With("Value", Tokens(facts.Value))
            .With("Direct", Value.Of(facts.IsDirect))
            .With("Runtime", Value.Of(needs.Runtime.Name()))
            .With("RequestMemory", Value.Of(needs.MemoryBytes >> 20))
            .With("Network", Value.Of(needs.Network));
        return AdExpression.Onto(ad, needs.Requirements, needs.Rank);
    }

    private static Value Known(string text) => text.Length == 0 ? Value.Undefined : Value.Of(text);

    private static Value Id(BigInteger id) => Value.Of(Bytes32.FromNumber(id).ToString());

    private static Value Tokens(BigInteger smallest) => Value.Of((double)smallest / SmallestUnits);
}
