using Ect.Cli.Frame;

namespace Ect.Cli.Orders;

internal static class SignPoolCommand
{
    public static EctCommand Create()
    {
        var command = PoolOffer.AddTo(new EctCommand("pool", "Offers computing at a price per task", "ect order sign pool garage --price 1 --category 0 --trust 3 --worker-stake 2 --post"));
        command.Add(SignedOrder.Post);
        command.Add(SignedOrder.Out);
        return command.Does(RunAsync);
    }

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Signing();
        var order = await PoolOffer.ReadAsync(context, client, cancellation);
        return await SignedOrder.FinishAsync(context, client, client.Orders.Sign(order), cancellation);
    }
}
