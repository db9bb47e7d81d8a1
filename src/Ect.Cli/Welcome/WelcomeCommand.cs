using Ect.Cli.Frame;
using Ect.Sdk.Networks;
using Spectre.Console;

namespace Ect.Cli.Welcome;

/// <summary>`ect` without arguments: says where the user stands and what to do next.</summary>
internal static class WelcomeCommand
{
    public static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var path = context.NetworkPath();
        if (!File.Exists(path))
        {
            return Say("noNetwork", "There is no network here yet.",
                new("ect demo", "See the whole system work in a minute, on a throw-away network"),
                new("ect up", "Start a local network that stays"),
                new("ect --network FILE status", "Use a network that somebody else runs"));
        }

        var network = NetworkFile.Load(path);
        if (!await ChainProbe.AnswersAsync(network, cancellation))
        {
            return Say("networkDown", $"Network {network.Name} is known, but its chain at {network.Rpc} does not answer.",
                new("ect up", "Start the local network again; its state is kept"),
                new("ect status", "See which parts run"));
        }

        if (context.Wallets.Names().Count == 0)
        {
            return Say("noWallet", $"Network {network.Name} is up. You have no wallet yet.",
                new("ect wallet create", "Make one"),
                new("ect wallet import FILE", "Bring one along"));
        }

        return Say("ready", $"Network {network.Name} is up. Wallet {context.WalletName()} signs and pays.",
            new("ect app list", "Which applications are there"),
            new("ect run APP --tasks 4 --watch", "Buy a piece of work and watch it"),
            new("ect app publish FILE.wasm", "Sell an application of your own"),
            new("ect wallet balance", "See your money"));
    }

    private static Answer Say(string state, string message, params NextStep[] next) =>
        Answer.Of(new Welcome(state, message, next), static (console, welcome) =>
        {
            console.MarkupLineInterpolated($"[bold]ECT[/] {welcome.Message}");
            console.WriteLine();
            var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(3)).AddColumn();
            foreach (var step in welcome.Next)
            {
                grid.AddRow(new Text(step.Command, new Style(decoration: Decoration.Bold)), new Text(step.Why));
            }

            console.Write(grid);
            console.WriteLine();
            console.WriteLine("All commands: ect --help");
        });

    private sealed record NextStep(string Command, string Why);

    private sealed record Welcome(string State, string Message, IReadOnlyList<NextStep> Next);
}
