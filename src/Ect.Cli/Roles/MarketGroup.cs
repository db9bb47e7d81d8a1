using Ect.Cli.Frame;

namespace Ect.Cli.Roles;

internal static class MarketGroup
{
    public static EctCommand Create() => new("market", "Run an order board") { MarketStartCommand.Create() };
}
