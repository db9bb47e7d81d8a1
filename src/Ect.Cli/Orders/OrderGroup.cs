using Ect.Cli.Frame;

namespace Ect.Cli.Orders;

internal static class OrderGroup
{
    public static EctCommand Create() => new("order", "Offers and requests: sign, post, find, cancel, match; offers on chain for contracts")
    {
        new EctCommand("sign", "Makes and signs an order; --post puts it on the board at once")
        {
            SignAppCommand.Create(),
            SignDatasetCommand.Create(),
            SignPoolCommand.Create(),
            SignRequestCommand.Create(),
            SignFileCommand.Create(),
        },
        OrderPostCommand.Create(),
        OrderListCommand.Create(),
        OrderShowCommand.Create(),
        OrderCancelCommand.Create(),
        OrderMatchCommand.Create(),
        OrderSponsorCommand.Create(),
        StandCommand.Create(),
        OrderStandingCommand.Create(),
        OrderWithdrawCommand.Create(),
    };
}
