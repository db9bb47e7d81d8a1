using Ect.Cli.Frame;

namespace Ect.Cli.Orders;

internal static class SignAppCommand
{
    public static EctCommand Create()
    {
        var command = AppOffer.AddTo(new EctCommand("app", "Offers an app at a price per task", "ect order sign app hello --price 0.1 --volume 1000 --post"));
        command.Add(SignedOrder.Post);
        command.Add(SignedOrder.Out);
        return command.Does(RunAsync);
    }

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Signing();
        var order = await AppOffer.ReadAsync(context, client, cancellation);
        return await SignedOrder.FinishAsync(context, client, client.Orders.Sign(order), cancellation);
    }
}
