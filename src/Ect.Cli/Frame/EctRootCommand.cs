using System.CommandLine;
using Ect.Cli.Wallets;
using Ect.Cli.Welcome;

namespace Ect.Cli.Frame;

/// <summary>The command `ect`: the table of contents of the CLI.</summary>
internal sealed class EctRootCommand : RootCommand
{
    public EctRootCommand(CliHost host)
        : base("ECT: a decentralised cloud. Buy and sell computing, applications and data; the chain keeps everybody honest.")
    {
        Host = host;
        foreach (var option in GlobalOptions.All)
        {
            Options.Add(option);
        }

        // The local network: up, down, status, demo.

        // Buying.
        // Selling.
        // Accounts.
        Subcommands.Add(WalletGroup.Create());

        SetAction((parse, cancellation) => CommandRunner.RunAsync(parse, WelcomeCommand.RunAsync, cancellation));
        HelpWithExamples.Install(this);
    }

    public CliHost Host { get; }
}
