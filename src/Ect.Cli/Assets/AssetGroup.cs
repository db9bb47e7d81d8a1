using Ect.Cli.Frame;
using Ect.Cli.Matchmaking;
using Ect.Cli.Roles;
using Ect.Contracts;

namespace Ect.Cli.Assets;

/// <summary>The commands app, dataset and pool.</summary>
internal static class AssetGroup
{
    public static EctCommand Create(AssetKind kind) => new(NounOf(kind), DescriptionOf(kind))
    {
        kind == AssetKind.Pool ? PoolPublishCommand.Create() : AssetPublishCommand.Create(kind),
        AssetShowCommand.Create(kind),
        AssetListCommand.Create(kind),
        AssetNameCommand.Create(kind),
    };

    public static EctCommand CreatePool()
    {
        var group = Create(AssetKind.Pool);
        group.Subcommands.Add(PoolRosterCommand.Create());
        group.Subcommands.Add(PoolProfileCommand.Create());
        group.Subcommands.Add(PoolWorkersCommand.Create());
        group.Subcommands.Add(PoolMatchCommand.Create());
        group.Subcommands.Add(PoolDescribeCommand.Create());
        group.Subcommands.Add(PoolFindCommand.Create());
        group.Subcommands.Add(PoolForgetCommand.Create());
        return group;
    }

    public static string NounOf(AssetKind kind) => kind switch
    {
        AssetKind.App => "app",
        AssetKind.Dataset => "dataset",
        _ => "pool",
    };

    private static string DescriptionOf(AssetKind kind) => kind switch
    {
        AssetKind.App => "Applications: publish, find",
        AssetKind.Dataset => "Datasets: publish, find",
        _ => "Worker pools: publish, find",
    };
}
