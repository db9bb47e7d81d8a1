using Ect.Contracts;
using Ect.Ethereum;
using Ect.Market.Orders;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ect.Market.Http;

/// <summary>The order board over HTTP.</summary>
internal static class OrderEndpoints
{
    private const int MaxLimit = 100;

    /// <summary>
    /// Maps <c>POST /orders</c> (a signed order document; 201 taken, 200 known, problem+json 400/413/422/429),
    /// <c>GET /orders?kind=app|dataset|pool|request&amp;asset=…&amp;category=…&amp;limit=…&amp;after=…</c> and <c>GET /orders/{hash}</c>.
    /// </summary>
    public static RouteGroupBuilder MapOrders(this IEndpointRouteBuilder endpoints, OrderBoard board, MarketOptions options)
    {
        var group = endpoints.MapGroup("/orders");
        group.AddEndpointFilter<ChainTroubleFilter>();
        group.MapPost("", (HttpRequest request, CancellationToken cancellation) => PostAsync(board, options, request, cancellation));
        group.MapGet("", (string? kind, string? asset, ushort? category, int? limit, string? after, CancellationToken cancellation) => ListAsync(board, kind, asset, category, limit, after, cancellation));
        group.MapGet("{hash}", (string hash, CancellationToken cancellation) => FindAsync(board, hash, cancellation));
        return group;
    }

    private static async Task<IResult> PostAsync(OrderBoard board, MarketOptions options, HttpRequest request, CancellationToken cancellation)
    {
        if (await BoundedText.ReadAsync(request, options.MaxOrderBytes, cancellation) is not { } document)
        {
            return Problems.Of(StatusCodes.Status413PayloadTooLarge, "too_large", $"An order document has at most {options.MaxOrderBytes} bytes.");
        }

        return await board.PostAsync(document, cancellation) switch
        {
            PostOutcome.Accepted { IsNew: true } taken => TypedResults.Created($"/orders/{taken.Hash}", new PostedOrder(taken.Hash.ToString(), true)),
            PostOutcome.Accepted known => TypedResults.Ok(new PostedOrder(known.Hash.ToString(), false)),
            PostOutcome.Refused { Code: "malformed" } bad => Problems.Of(StatusCodes.Status400BadRequest, bad.Code, bad.Detail),
            PostOutcome.Refused { Code: "too_many_orders" } many => Problems.Of(StatusCodes.Status429TooManyRequests, many.Code, many.Detail),
            PostOutcome.Refused refused => Problems.Of(StatusCodes.Status422UnprocessableEntity, refused.Code, refused.Detail),
            var other => throw new InvalidOperationException($"Unknown outcome {other}."),
        };
    }

    private static async Task<IResult> ListAsync(OrderBoard board, string? kind, string? asset, ushort? category, int? limit, string? after, CancellationToken cancellation)
    {
        if (kind is null || !kind.All(char.IsAsciiLetter) || !Enum.TryParse<OrderKind>(kind, ignoreCase: true, out var parsed))
        {
            return Bad("kind", kind, "app, dataset, pool or request");
        }

        Bytes32? wanted = null;
        if (asset is not null)
        {
            if (!Bytes32.TryParse(asset, out var id))
            {
                return Bad("asset", asset, "0x and 64 hexadecimal digits");
            }

            wanted = id;
        }

        if (limit is < 1 or > MaxLimit)
        {
            return Bad("limit", $"{limit}", $"1 to {MaxLimit}");
        }

        var place = OrderPlace.Start;
        if (after is not null && !OrderPlace.TryParse(after, out place))
        {
            return Bad("after", after, "the `next` of an earlier page");
        }

        return TypedResults.Ok(await board.ListAsync(new(parsed, wanted, category, limit ?? 50, place), cancellation));
    }

    private static async Task<IResult> FindAsync(OrderBoard board, string hash, CancellationToken cancellation)
    {
        if (!Bytes32.TryParse(hash, out var id))
        {
            return Bad("hash", hash, "0x and 64 hexadecimal digits");
        }

        return await board.FindAsync(id, cancellation) is { } order
            ? TypedResults.Ok(order)
            : Problems.Of(StatusCodes.Status404NotFound, "order_not_found", $"No open order {id} is on this board: never posted, used up, cancelled or expired.");
    }

    private static ProblemHttpResult Bad(string name, string? value, string rule) =>
        Problems.Of(StatusCodes.Status400BadRequest, "malformed", value is null ? $"The parameter '{name}' is missing: give {rule}." : $"The parameter '{name}' is '{value}': it must be {rule}.");
}
