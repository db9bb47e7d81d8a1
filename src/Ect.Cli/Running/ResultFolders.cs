using Ect.Sdk.Errors;

namespace Ect.Cli.Running;

internal static class ResultFolders
{
    /// <summary>Says before anything is bought that there is no room for the results.</summary>
    public static void RequireFree(string folder)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw new EctException(ErrorCode.InvalidValue, $"The folder '{folder}' for the results exists and is not empty.", "Choose another folder after --out, or remove this one.");
        }
    }
}
