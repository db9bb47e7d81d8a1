using System.CommandLine;
using Ect.Cli.Assets;
using Ect.Cli.ClassAds;
using Ect.Cli.Deals;
using Ect.Cli.Demo;
using Ect.Cli.Doctor;
using Ect.Cli.Flows;
using Ect.Cli.Orders;
using Ect.Cli.Roles;
using Ect.Cli.Running;
using Ect.Cli.Seats;
using Ect.Cli.Sim;
using Ect.Cli.Tasks;
using Ect.Cli.Up;
using Ect.Cli.Wallets;
using Ect.Cli.Welcome;
using Ect.Contracts;

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

        // The local network.
        Subcommands.Add(UpCommand.Create());
        Subcommands.Add(DownCommand.Create());
        Subcommands.Add(StatusCommand.Create());
        Subcommands.Add(DemoCommand.Create());
        Subcommands.Add(DoctorCommand.Create());

        // Buying.
        Subcommands.Add(RunCommand.Create());
        Subcommands.Add(FlowGroup.Create());
        Subcommands.Add(MapReduceCommand.Create());
        Subcommands.Add(OrderGroup.Create());
        Subcommands.Add(DealGroup.Create());
        Subcommands.Add(TaskGroup.Create());

        // Selling.
        Subcommands.Add(AssetGroup.Create(AssetKind.App));
        Subcommands.Add(AssetGroup.Create(AssetKind.Dataset));
        Subcommands.Add(AssetGroup.CreatePool());
        Subcommands.Add(SeatGroup.Create());
        Subcommands.Add(WorkerGroup.Create());
        Subcommands.Add(SchedulerGroup.Create());
        Subcommands.Add(MarketGroup.Create());
        Subcommands.Add(ContentGroup.Create());

        // What holds the market together.
        Subcommands.Add(SimGroup.Create());
        Subcommands.Add(ClassAdGroup.Create());

        // Accounts.
        Subcommands.Add(WalletGroup.Create());

        SetAction((parse, cancellation) => CommandRunner.RunAsync(parse, WelcomeCommand.RunAsync, cancellation));
        HelpWithExamples.Install(this);
    }

    public CliHost Host { get; }
}
