using System.CommandLine;

namespace Ect.Cli.Orders;

/// <summary>The kind of an order as an argument.</summary>
internal static class KindArgument
{
    /// <summary>An argument that takes these words alone. Arguments outlive the commands that have them: what they accept is said once.</summary>
    public static Argument<T> Of<T>(string description, params string[] kinds)
    {
        var argument = new Argument<T>("KIND") { Description = description };
        argument.AcceptOnlyFromAmong(kinds);
        return argument;
    }

    /// <summary>As <see cref="Of"/>, and it may be left out.</summary>
    public static Argument<T> Optional<T>(string description, params string[] kinds)
    {
        var argument = Of<T>(description, kinds);
        argument.Arity = ArgumentArity.ZeroOrOne;
        return argument;
    }
}
