using System.Text.RegularExpressions;
using Ect.Sdk.Errors;

namespace Ect.Cli.Wallets;

/// <summary>The rule for names that users give: letters and digits first, so that they can be file names and never look like options.</summary>
internal static partial class WalletName
{
    public static string Check(string name, string noun = "wallet") => Rule().IsMatch(name)
        ? name
        : throw new EctException(ErrorCode.InvalidValue, $"'{name}' is no {noun} name: a name has 1 to 64 letters, digits, '-', '_' or '.', and begins with a letter or digit.");

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z")]
    private static partial Regex Rule();
}
