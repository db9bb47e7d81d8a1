using System.CommandLine;
using Ect.Cli.Errors;
using Ect.Cli.Frame;
using Ect.Sdk.Errors;
using Ect.Sdk.Networks;
using Spectre.Console;

namespace Ect.Cli.Roles;

/// <summary>What the long-running roles have in common.</summary>
internal static class RoleOptions
{
    public static Option<string?> Data { get; } = new("--data") { Description = "Folder for the role's state, of one process only. Default: under the home folder", HelpName = "FOLDER" };

    public static Option<Uri?> Listen(string byDefault, string name = "--listen", string what = "Where to listen") => UrlOption.Create(name, $"{what}. Default: {byDefault}");

    /// <summary>The folder given, else one that belongs to the network, the role and the wallet.</summary>
    public static string DataFolder(CliContext context, NetworkFile network, string role)
    {
        var folder = context.Value(Data) is { } given ? Path.GetFullPath(given) : DefaultFolder(context, network, role);
        Directory.CreateDirectory(folder);
        return folder;
    }

    /// <summary>The folder that belongs to the network and the role.</summary>
    public static string DefaultFolder(CliContext context, NetworkFile network, string role) => Path.GetFullPath(Path.Combine(context.Home.FolderOfNetwork(network.Name), "roles", role));

    /// <summary>Runs a role until it is asked to stop, which is how it ends well.</summary>
    public static async Task<Answer> UntilStoppedAsync(string role, Func<CancellationToken, Task> run, CancellationToken cancellation)
    {
        try
        {
            await run(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Asked to stop: nothing went wrong.
        }
        catch (InvalidOperationException e) when (ErrorMap.IsPortTaken(e))
        {
            throw new EctException(ErrorCode.PortTaken, e.Message, inner: e);
        }
        catch (InvalidOperationException e) when (e.InnerException is IOException or null)
        {
            throw new EctException(ErrorCode.StorageFailed, e.Message, "See that no other process runs this role with the same data folder or port.", e);
        }
        catch (ArgumentException e)
        {
            throw new EctException(ErrorCode.InvalidValue, e.Message, inner: e);
        }

        return Answer.Of(new { role, stopped = true }, static (console, view) => console.WriteLine($"The {view.role} has stopped."));
    }
}
