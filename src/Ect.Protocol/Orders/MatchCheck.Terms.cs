using System.Globalization;
using System.Numerics;
using System.Text;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using static Ect.Protocol.Orders.MatchProblemKind;

namespace Ect.Protocol.Orders;

/// <summary>What the terms of the orders must fulfil among each other.</summary>
public sealed partial class MatchCheck
{
    private void CheckRequest(RequestOrder request, MatchFacts facts)
    {
        if (request.Category >= facts.CategoryCount)
        {
            Add(UnknownCategory, OrderKind.Request, $"The request asks for category {request.Category}; the hub has 0 to {(long)facts.CategoryCount - 1}.");
        }

        if (request.Trust > HubRules.MaxTrust)
        {
            Add(TrustTooHigh, OrderKind.Request, $"The request asks for {request.Trust} agreeing votes; the hub allows at most {HubRules.MaxTrust}.");
        }

        var length = Encoding.UTF8.GetByteCount(request.Params);
        if (length > HubRules.MaxParamsLength)
        {
            Add(ParamsTooLong, OrderKind.Request, $"The request's params have {length} bytes; at most {HubRules.MaxParamsLength} are allowed: put the data into an input.");
        }
    }

    private void CheckApp(AppOrder app, RequestOrder request, BigInteger pool)
    {
        CheckAsset(OrderKind.App, request.App, app.App);
        CheckPrice(OrderKind.App, app.Price, request.AppMaxPrice);
        CheckRestriction(OrderKind.App, "dataset", app.DatasetRestrict, request.Dataset);
        CheckRestriction(OrderKind.App, "pool", app.PoolRestrict, pool);
        CheckRequester(OrderKind.App, app.RequesterRestrict, request.Requester);
    }

    private void CheckDataset(DatasetOrder dataset, RequestOrder request, BigInteger pool)
    {
        CheckAsset(OrderKind.Dataset, request.Dataset, dataset.Dataset);
        CheckPrice(OrderKind.Dataset, dataset.Price, request.DatasetMaxPrice);
        CheckRestriction(OrderKind.Dataset, "app", dataset.AppRestrict, request.App);
        CheckRestriction(OrderKind.Dataset, "pool", dataset.PoolRestrict, pool);
        CheckRequester(OrderKind.Dataset, dataset.RequesterRestrict, request.Requester);
    }

    private void CheckPool(PoolOrder pool, RequestOrder request)
    {
        if (!request.Pool.IsZero)
        {
            CheckAsset(OrderKind.Pool, request.Pool, pool.Pool);
        }

        CheckPrice(OrderKind.Pool, pool.Price, request.PoolMaxPrice);
        if (pool.Category != request.Category)
        {
            Add(CategoryMismatch, OrderKind.Pool, $"The pool sells category {pool.Category}, the request asks for {request.Category}.");
        }

        var trust = Math.Max(request.Trust, (ushort)1);
        if (trust > pool.Trust)
        {
            Add(TrustTooHigh, OrderKind.Pool, $"The request asks for {trust} agreeing votes, the pool gathers at most {pool.Trust}.");
        }

        if (pool.SchedulerFee > HubRules.Bps)
        {
            Add(FeeTooHigh, OrderKind.Pool, $"The pool's fee is {pool.SchedulerFee} basis points; at most {HubRules.Bps} are possible.");
        }

        CheckRestriction(OrderKind.Pool, "app", pool.AppRestrict, request.App);
        CheckRestriction(OrderKind.Pool, "dataset", pool.DatasetRestrict, request.Dataset);
        CheckRequester(OrderKind.Pool, pool.RequesterRestrict, request.Requester);
    }

    private void CheckTags(Bytes32 app, Bytes32 dataset, Bytes32 request, Bytes32 pool)
    {
        var needed = app.ToNumber() | dataset.ToNumber() | request.ToNumber();
        var lacking = needed & ~pool.ToNumber();
        if (!lacking.IsZero)
        {
            Add(TagMismatch, OrderKind.Pool, $"The pool lacks features that are needed: tag bits {Bytes32.FromNumber(lacking)}.");
        }
    }

    private void CheckAsset(OrderKind kind, BigInteger wanted, BigInteger offered)
    {
        if (wanted != offered)
        {
            Add(AssetMismatch, kind, $"The request names {Lower(kind)} {Short(wanted)}, the order offers {Short(offered)}.");
        }
    }

    private void CheckPrice(OrderKind kind, BigInteger price, BigInteger max)
    {
        if (price > max)
        {
            Add(PriceTooHigh, kind, $"The {Lower(kind)} costs {Units.FormatEther(price)} per task, the request pays at most {Units.FormatEther(max)}.");
        }
    }

    private void CheckRestriction(OrderKind kind, string what, BigInteger allowed, BigInteger actual)
    {
        if (!allowed.IsZero && allowed != actual)
        {
            Add(Restricted, kind, $"The {Lower(kind)} order admits only {what} {Short(allowed)}, here it is {(actual.IsZero ? "none" : Short(actual))}.");
        }
    }

    private void CheckRequester(OrderKind kind, Address allowed, Address actual)
    {
        if (!allowed.IsZero && allowed != actual)
        {
            Add(Restricted, kind, $"The {Lower(kind)} order admits only requester {allowed}, here it is {actual}.");
        }
    }

    private static string Short(BigInteger id)
    {
        var text = id.ToString(CultureInfo.InvariantCulture);
        return text.Length <= 12 ? text : $"{text[..6]}…{text[^4..]}";
    }
}
