using System.CommandLine;
using System.CommandLine.Parsing;
using Ect.Sdk.Assets;

namespace Ect.Cli.Frame;

/// <summary>Options that take an http or https URL.</summary>
internal static class UrlOption
{
    private const int Most = AssetMetadata.MostAddresses;

    public static Option<Uri?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "URL",
        CustomParser = static result => Parse(result, result.Tokens[0].Value),
    };

    /// <summary>One that may be given several times, each time another URL, 4 times at most.</summary>
    public static Option<Uri[]> Several(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "URL",
        CustomParser = result =>
        {
            var urls = result.Tokens.Select(token => Parse(result, token.Value)).OfType<Uri>().ToArray();
            if (urls.Length > Most)
            {
                result.AddError($"{urls.Length} URLs are given with {name}: give {Most} at most.");
            }
            else if (urls.GroupBy(url => url).FirstOrDefault(same => same.Count() > 1) is { Key: var twice })
            {
                result.AddError($"'{twice}' is given twice with {name}: give each URL once.");
            }

            return urls;
        },
    };

    private static Uri? Parse(ArgumentResult result, string text)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            return url;
        }

        result.AddError($"'{text}' is no http or https URL.");
        return null;
    }
}
