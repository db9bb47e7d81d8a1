using Ect.Cli.Frame;

namespace Ect.Cli.Orders;

internal static class SignDatasetCommand
{
    public static EctCommand Create()
    {
        var command = DatasetOffer.AddTo(new EctCommand("dataset", "Offers a dataset at a price per task", "ect order sign dataset rates --price 0.05 --only-app hello --post"));
        command.Add(SignedOrder.Post);
        command.Add(SignedOrder.Out);
        return command.Does(RunAsync);
    }

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Signing();
        var order = await DatasetOffer.ReadAsync(context, client, cancellation);
        return await SignedOrder.FinishAsync(context, client, client.Orders.Sign(order), cancellation);
    }
}
