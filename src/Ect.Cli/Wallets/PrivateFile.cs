using Ect.Contracts.Files;
using Ect.Sdk.Errors;

namespace Ect.Cli.Wallets;

/// <summary>Files that nobody else may read.</summary>
internal static class PrivateFile
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public static void CreateFolder(string path) => Directory.CreateDirectory(path, WholeFile.Secret | UnixFileMode.UserExecute);

    /// <summary>Writes a new file of mode 0600. It appears whole or not at all, and never replaces another.</summary>
    public static void Create(string path, string content) => WholeFile.Write(path, content, WholeFile.Secret, isDurable: true, replace: false);

    /// <summary>As <see cref="Create"/>, in the place of one that may be there.</summary>
    public static void Replace(string path, string content) => WholeFile.Write(path, content, WholeFile.Secret, isDurable: true);

    /// <summary>The first line of a secret file, which must be closed to others.</summary>
    public static string ReadSecret(string path)
    {
        if (!File.Exists(path))
        {
            throw new EctException(ErrorCode.FileNotFound, $"Password file '{path}' does not exist.");
        }

        if ((File.GetUnixFileMode(path) & Others) != 0)
        {
            throw new EctException(ErrorCode.InvalidValue, $"Password file '{path}' can be read by others (mode {Convert.ToString((int)File.GetUnixFileMode(path), 8)}).", $"Run `chmod 600 {path}`.");
        }

        using var reader = new StreamReader(path);
        return reader.ReadLine() is { Length: > 0 } secret
            ? secret
            : throw new EctException(ErrorCode.InvalidFile, $"Password file '{path}' has an empty first line.", "Write the password into its first line.");
    }
}
