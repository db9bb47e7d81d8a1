using Ect.Contracts;
using Ect.Ethereum.Rpc;
using Ect.Ethereum.Transactions;
using Microsoft.AspNetCore.Http;

namespace Ect.Market.Http;

/// <summary>A chain that is down or another one is the chain's trouble: 503, so that clients try again.</summary>
internal sealed class ChainTroubleFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception e) when (e is NodeUnreachableException or RpcException or ChainMismatchException or DeploymentException)
        {
            context.HttpContext.Response.Headers.RetryAfter = "2";
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, "chain_unreachable", $"The board cannot ask the chain: {e.Message}");
        }
    }
}
