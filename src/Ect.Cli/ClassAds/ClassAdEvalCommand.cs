using System.CommandLine;
using Ect.ClassAds;
using Ect.Cli.Frame;
using Ect.Sdk.Errors;

namespace Ect.Cli.ClassAds;

/// <summary>`ect classad eval`: the value of an expression, or of each in a file.</summary>
internal static class ClassAdEvalCommand
{
    private static readonly Argument<string?> Text = new("EXPR") { Description = "The expression", Arity = ArgumentArity.ZeroOrOne };

    private static readonly Option<string?> Ad = new("--ad") { Description = "The ad in which names are looked up: its text, or @FILE", HelpName = "AD" };

    private static readonly Option<string?> Lines = new("--file")
    {
        Description = "A file with an expression a line and, after a tab, perhaps an ad for it: prints a value a line, PARSE_ERROR where there is none to evaluate",
        HelpName = "FILE",
    };

    public static EctCommand Create()
    {
        var command = new EctCommand(
            "eval",
            "Evaluate a ClassAd expression",
            "ect classad eval \"1 + 2\"",
            "ect classad eval \"Memory >= 8192 && HasGPU\" --ad \"[ Memory = 16384; HasGPU = true ]\"",
            "ect classad eval Requirements --ad @machine.txt --json",
            "ect classad eval --file expressions.tsv");
        command.Arguments.Add(Text);
        command.Options.Add(Ad);
        command.Options.Add(Lines);
        command.Options.Add(ClassAdOptions.Old);
        command.Validators.Add(result =>
        {
            if (result.GetValue(Text) is null == result.GetValue(Lines) is null)
            {
                result.AddError("Give either an expression or --file.");
            }
        });
        return command.Does(RunAsync);
    }

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var options = ClassAdOptions.Of(context);
        var ad = context.Value(Ad) is { } text ? ClassAdOptions.Ad("ad of --ad", text, options) : ClassAd.Empty;
        if (context.Value(Lines) is { } file)
        {
            return await EvaluateAsync(context, file, ad, options, cancellation);
        }

        var value = Expression(context.Value(Text)!, options).Evaluate(ad, options);
        if (context.Json)
        {
            return Answer.Of(new ClassAdValueView($"{value}", value.Kind, value.IsStopped), static (_, _) => { });
        }

        // Whole, however long it is: a console would break it into lines.
        await context.Host.Out.WriteLineAsync($"{value}");
        return Answer.Said;
    }

    private static Expression Expression(string text, EvaluationOptions options) =>
        Ect.ClassAds.Expression.TryParse(text, out var expression, out var error, options)
            ? expression!
            : throw new EctException(ErrorCode.InvalidValue, $"'{Printable.Of(text)}' is no expression. {error}", "docs/classads.md says what an expression is.");

    private static async Task<Answer> EvaluateAsync(CliContext context, string file, ClassAd ad, EvaluationOptions options, CancellationToken cancellation)
    {
        List<string> values = [];
        foreach (var (text, own) in ClassAdOptions.Pairs(file))
        {
            cancellation.ThrowIfCancellationRequested();
            var value = Value(text, own, ad, options);
            if (context.Json)
            {
                values.Add(value);
            }
            else
            {
                await context.Host.Out.WriteLineAsync(value);
            }
        }

        return context.Json ? Answer.Of(new ClassAdValuesView(values), static (_, _) => { }) : Answer.Said;
    }

    private static string Value(string text, string? own, ClassAd ad, EvaluationOptions options)
    {
        const string none = "PARSE_ERROR";
        if (!string.IsNullOrWhiteSpace(own) && !ClassAd.TryParse(own, out ad!, out _, options))
        {
            return none;
        }

        return Ect.ClassAds.Expression.TryParse(text, out var expression, out _, options) ? $"{expression!.Evaluate(ad, options)}" : none;
    }
}
