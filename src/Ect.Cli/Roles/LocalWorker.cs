using Ect.Cli.Frame;
using Ect.Cli.Up;
using Ect.Sdk.Errors;
using Ect.Worker.Preferences;

namespace Ect.Cli.Roles;

/// <summary>The worker of this machine that a command is about, by its data folder.</summary>
internal static class LocalWorker
{
    /// <summary>The folder of --data, else that of the wallet's worker in the network.</summary>
    public static string Folder(CliContext context)
    {
        if (context.Value(RoleOptions.Data) is { } given)
        {
            return Path.GetFullPath(given);
        }

        var network = context.Network();
        var own = RoleOptions.DefaultFolder(context, network, Role(context));
        var ofUp = new LocalFolders(context.Home.FolderOfNetwork(network.Name)).Of(context.WalletName()); // where `ect up` keeps its workers
        return !Directory.Exists(own) && Directory.Exists(ofUp) ? ofUp : own;
    }

    /// <summary>The role's name in a network's folder.</summary>
    public static string Role(CliContext context) => $"worker-{context.WalletName()}";

    /// <summary>Changes the preferences in a data folder and gives them as they are then.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="change">From what they are, which is not read if it is null.</param>
    /// <exception cref="EctException">The file as it is cannot be used.</exception>
    public static WorkerPreferences Change(string folder, Func<WorkerPreferences, WorkerPreferences>? change)
    {
        var file = new PreferencesFile(folder);
        try
        {
            var old = change is null ? new() : file.Read();
            var preferences = change is null ? old : change(old);
            if (preferences != old || change is null)
            {
                file.Write(preferences);
            }

            return preferences;
        }
        catch (FormatException e)
        {
            throw new EctException(ErrorCode.InvalidFile, e.Message, "Correct the file, or run `ect worker prefs --reset`.", e);
        }
    }
}
