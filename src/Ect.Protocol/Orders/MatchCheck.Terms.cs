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
        CheckCategory(OrderKind.Request, request.Category, facts.CategoryCount);
        if (request.Trust > HubRules.MaxTrust)
        {
            Add(TrustTooHigh, OrderKind.Request, $"The request asks for {request.Trust} agreeing votes; the hub allows at most {HubRules.MaxTrust}.");
        }

        if (!DealMode.IsKnownInRequest(request.Mode))
        {
            Add(UnknownMode, OrderKind.Request, $"The request's mode {request.Mode} is none that the hub knows: 0, or the sum of {DealMode.Direct} (direct path) and {DealMode.Private} (private pools will do).");
        }

        var length = Encoding.UTF8.GetByteCount(request.Params);
        if (length > HubRules.MaxParamsLength)
        {
            Add(ParamsTooLong, OrderKind.Request, $"The request's params have {length} bytes; at most {HubRules.MaxParamsLength} are allowed: put the data into an input.");
        }
    }

    private void CheckCategory(OrderKind kind, ushort category, uint count)
    {
        if (category >= count)
        {
            Add(UnknownCategory, kind, $"The {Lower(kind)} {(kind == OrderKind.Pool ? "sells" : "asks for")} category {category}; the hub has 0 to {(long)count - 1}.");
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

        CheckTrust(pool, request);
        if (!DealMode.IsKnownInPool(pool.Mode))
        {
            Add(UnknownMode, OrderKind.Pool, $"The pool order's mode {pool.Mode} is none that the hub knows: 0, or {DealMode.Private} for a private pool.");
        }

        if (DealMode.IsPrivate(pool.Mode) && !DealMode.IsPrivate(request.Mode))
        {
            Add(PrivatePool, OrderKind.Pool, "The pool is private: its scheduler picks the workers, nobody draws them, and the request does not accept that. Choose another pool, or request with the private mode if you trust this scheduler.");
        }

        if (pool.SchedulerFee > HubRules.Bps)
        {
            Add(FeeTooHigh, OrderKind.Pool, $"The pool's fee is {pool.SchedulerFee} basis points; at most {HubRules.Bps} are possible.");
        }

        CheckRestriction(OrderKind.Pool, "app", pool.AppRestrict, request.App);
        CheckRestriction(OrderKind.Pool, "dataset", pool.DatasetRestrict, request.Dataset);
        CheckRequester(OrderKind.Pool, pool.RequesterRestrict, request.Requester);
    }

    // As many votes as the request asks for, or as it takes until their stakes reach its value.
    private void CheckTrust(PoolOrder pool, RequestOrder request)
    {
        var votes = BigInteger.Max(request.Trust, 1);
        if (!request.Value.IsZero && pool.WorkerStake.IsZero)
        {
            Add(NothingAtStake, OrderKind.Pool, $"A wrong result may cost {Units.FormatEther(request.Value)}, but the pool's workers stake nothing: choose a pool with a worker stake, or request without a value.");
        }
        else if (!request.Value.IsZero)
        {
            votes = BigInteger.Max(votes, (request.Value + pool.WorkerStake - 1) / pool.WorkerStake);
        }

        var most = Math.Min(pool.Trust, HubRules.MaxTrust);
        if (votes > most)
        {
            var cause = votes > request.Trust && votes > 1 ? $"A value of {Units.FormatEther(request.Value)} needs {votes} agreeing votes with {Units.FormatEther(pool.WorkerStake)} at stake each" : $"The request asks for {votes} agreeing votes";
            Add(TrustTooHigh, OrderKind.Pool, $"{cause}, the pool gathers at most {most}.");
        }

        Trust = (ushort)BigInteger.Min(votes, ushort.MaxValue);
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
