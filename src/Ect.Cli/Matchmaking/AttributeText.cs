using System.Globalization;
using Ect.ClassAds;
using Ect.ClassAds.Values;
using Ect.Sdk.Errors;

namespace Ect.Cli.Matchmaking;

/// <summary>An attribute of a pool as it is typed: NAME=VALUE, where the value is true, false, an integer, or else a text, with or without quotes.</summary>
internal static class AttributeText
{
    public static KeyValuePair<string, Value> Parse(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        return at < 1
            ? throw new EctException(ErrorCode.InvalidValue, $"'{text}' after --set is not of the form NAME=VALUE.", "Write --set Memory=8192, --set HasGPU=true or --set Region=eu.")
            : KeyValuePair.Create(text[..at].Trim(), ValueOf(text[..at].Trim(), text[(at + 1)..].Trim()));
    }

    private static Value ValueOf(string name, string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
        {
            return Value.Of(integer);
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            throw new EctException(ErrorCode.InvalidValue, $"{name} is {text}: numbers on chain are integers of 64 bits.", "Say it in a smaller unit, or write it in quotes as a text.");
        }

        return text switch
        {
            "true" => Value.True,
            "false" => Value.False,
            "" => throw new EctException(ErrorCode.InvalidValue, $"--set {name}= says nothing.", $"Take what was said back with --unset {name}."),
            ['"', ..] => Quoted(name, text),
            _ => Value.Of(text),
        };
    }

    private static Value Quoted(string name, string text) => Expression.TryParse(text, out var expression, out var error) && expression!.Evaluate() is { Kind: ValueKind.String } value
        ? value
        : throw new EctException(ErrorCode.InvalidValue, $"{name} is {text}, which begins like a text in quotes and is none.{(error is null ? "" : $" {error}")}");
}
