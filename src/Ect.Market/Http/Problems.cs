using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ect.Market.Http;

internal static class Problems
{
    /// <summary>problem+json with a type that programs can tell apart.</summary>
    public static ProblemHttpResult Of(int status, string code, string detail) =>
        TypedResults.Problem(detail, statusCode: status, type: "urn:ect:market:" + code, title: code);
}
