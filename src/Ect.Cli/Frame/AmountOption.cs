using System.CommandLine;
using System.CommandLine.Parsing;
using System.Numerics;
using Ect.Ethereum;

namespace Ect.Cli.Frame;

/// <summary>Options and arguments that take an amount in ECT.</summary>
internal static class AmountOption
{
    public static Option<BigInteger?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "ECT",
        CustomParser = result => Parse(result),
    };

    public static Argument<BigInteger> Argument(string description) => new("AMOUNT")
    {
        Description = description,
        CustomParser = result => Parse(result) ?? BigInteger.Zero,
    };

    private static BigInteger? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        try
        {
            return Units.ParseEther(text);
        }
        catch (FormatException e)
        {
            result.AddError($"'{text}' is no amount in ECT: {e.Message}");
            return null;
        }
    }
}
