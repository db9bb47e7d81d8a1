using Ect.ClassAds;
using Ect.ClassAds.Parsing;
using Ect.ClassAds.Programs;
using Ect.Sdk.Errors;

namespace Ect.Sdk.Matchmaking;

/// <summary>Expressions that the matchmaker contract runs.</summary>
public static class ContractExpression
{
    /// <summary>The program of an expression.</summary>
    /// <param name="what">What it is called in errors: "The rank".</param>
    /// <param name="text">Its source.</param>
    /// <param name="own">The ad that it stands in.</param>
    /// <exception cref="EctException">It is none, or none that a contract understands, with the place (<see cref="ErrorCode.InvalidValue"/>).</exception>
    public static byte[] Compile(string what, string text, ClassAd own) =>
        ProgramCompiler.TryCompile(text, own, out var program, out var error) ? program! : throw NotUnderstood(what, error!);

    internal static Expression Read(string what, string text) =>
        Expression.TryParse(text, out var expression, out var error) ? expression! : throw NotUnderstood(what, error!);

    private static EctException NotUnderstood(string what, ParseError error) =>
        new(ErrorCode.InvalidValue, $"{what} is nothing that a contract understands. {error}", "docs/matchmaker.md says which part of ClassAds contracts have.");
}
