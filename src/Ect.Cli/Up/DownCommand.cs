using Ect.Cli.Frame;
using Ect.Cli.Home;
using Ect.Sdk.Errors;
using Spectre.Console;

namespace Ect.Cli.Up;

/// <summary>`ect down`: stops the local network, from any terminal.</summary>
internal static class DownCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static EctCommand Create() =>
        new EctCommand("down", "Stop the local network that `ect up` runs. Its state is kept", "ect down").Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var folders = new LocalFolders(context.Home.FolderOfNetwork(EctHome.LocalNetwork));
        if (NetworkLock.Holder(folders) is not { } supervisor)
        {
            return Say("notRunning", "The local network is not running.");
        }

        Signals.Terminate(supervisor);
        var begun = context.Time.GetTimestamp();
        while (NetworkLock.Holder(folders) is not null)
        {
            if (context.Time.GetElapsedTime(begun) > Patience)
            {
                throw new EctException(ErrorCode.Timeout, $"The local network (process {supervisor}) did not stop within {Patience.TotalSeconds:0} s.", $"End it with `kill -9 {supervisor}`; its processes end with it, and `ect up` goes on from the last saved state.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), context.Time, cancellation);
        }

        return Say("stopped", "The local network is stopped. `ect up` goes on from here.");
    }

    private static Answer Say(string state, string message) =>
        Answer.Of(new Down(state, message), static (console, down) => console.MarkupLineInterpolated($"{down.Message}"));

    private sealed record Down(string State, string Message);
}
