using Ect.Cli.Frame;

namespace Ect.Cli.Deals;

internal static class DealGroup
{
    public static EctCommand Create() => new("deal", "What was bought")
    {
        DealListCommand.Create(),
        DealShowCommand.Create(),
        DealWatchCommand.Create(),
        DealCloseCommand.Create(),
    };
}
