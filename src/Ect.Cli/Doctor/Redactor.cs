using System.Text.RegularExpressions;

namespace Ect.Cli.Doctor;

/// <summary>Takes secrets out of text: those that this machine knows, and what looks like one.</summary>
internal sealed partial class Redactor(IEnumerable<string> secrets)
{
    private const string Removed = "[removed]";
    private const int ShortestSecret = 4;

    // The longest first: one may be part of another.
    private readonly string[] _secrets = [.. secrets.Select(secret => secret.Trim()).Where(secret => secret.Length >= ShortestSecret).Distinct().OrderByDescending(secret => secret.Length)];

    public string Clean(string text)
    {
        foreach (var secret in _secrets)
        {
            text = text.Replace(secret, Removed, StringComparison.Ordinal);
        }

        return Urls().Replace(Named().Replace(text, $"$1{Removed}"), match => $"{match.Groups[1].Value}{match.Groups[2].Value}");
    }

    // "password=…", "private key: …", "phrase …": the rest of the word, or of a phrase in quotes.
    [GeneratedRegex("""((?:password|passwd|pwd|secret|private[ _-]?key|mnemonic|phrase|token|api[ _-]?key|authorization)"?\s*[:=]\s*(?:bearer\s+)?)("[^"\n]*"|[^\s,;"]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    // User, password, path and query of a URL: providers put keys there.
    [GeneratedRegex("""\b([a-z][a-z0-9+.-]*://)(?:[^\s/@"'?#]*@)?([^\s/"'?#@]+)(?:[/?#][^\s"',)]*)?""", RegexOptions.IgnoreCase)]
    private static partial Regex Urls();
}
