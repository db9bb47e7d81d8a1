using System.CommandLine;
using Ect.ClassAds;
using Ect.Cli.Frame;
using Ect.Cli.Matchmaking;
using Ect.Sdk.Matchmaking;

namespace Ect.Cli.ClassAds;

/// <summary>`ect classad compile`: an expression as the program that contracts run.</summary>
internal static class ClassAdCompileCommand
{
    private static readonly Argument<string> Text = new("EXPR") { Description = "Requirements or a rank: TARGET.x is the pool's attribute x" };
    private static readonly Option<string?> Ad = new("--ad") { Description = "The ad whose attributes are put in for MY.x, or x alone: its text, or @FILE", HelpName = "AD" };

    public static EctCommand Create() =>
        new EctCommand(
            "compile",
            "Compile a ClassAd expression to the program that the matchmaker contract runs, in hexadecimal digits",
            "ect classad compile \"TARGET.Memory >= 4096 && TARGET.HasGPU\"",
            "ect classad compile \"TARGET.Memory >= MY.Need\" --ad \"[ Need = 4096 ]\" --json")
        { Text, Ad }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var own = context.Value(Ad) is { } ad ? ClassAdOptions.Ad("ad of --ad", ad, EvaluationOptions.Default) : ClassAd.Empty;
        var program = ContractExpression.Compile($"'{Printable.Of(context.Required(Text))}'", context.Required(Text), own);
        if (context.Json)
        {
            return Answer.Of(new ClassAdProgramView(PoolFindView.Hex(program), program.Length), static (_, _) => { });
        }

        // Whole, however long it is: a console would break it into lines.
        await context.Host.Out.WriteLineAsync(PoolFindView.Hex(program));
        return Answer.Said;
    }
}

/// <summary>The document of `ect classad compile`.</summary>
/// <param name="Program">The program in hexadecimal digits.</param>
/// <param name="Bytes">How long it is; contracts take up to 1,024.</param>
internal sealed record ClassAdProgramView(string Program, int Bytes);
