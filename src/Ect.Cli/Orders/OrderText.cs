using Ect.Cli.Frame;
using Ect.Ethereum;
using Ect.Sdk;
using Ect.Sdk.Errors;

namespace Ect.Cli.Orders;

/// <summary>Finds the order that a user means: a file, or the hash of an order on the board.</summary>
internal static class OrderText
{
    public const string HelpName = "FILE|HASH";

    public static async Task<string> ReadAsync(CliContext context, EctClient client, string fileOrHash, CancellationToken cancellation)
    {
        if (fileOrHash == "-")
        {
            return await context.Host.In.ReadToEndAsync(cancellation);
        }

        if (Bytes32.TryParse(fileOrHash, out var hash))
        {
            return (await client.Market.FindAsync(hash, cancellation))?.Document
                ?? throw new EctException(ErrorCode.OrderNotFound, $"The order board at {client.Market.Endpoint} has no open order {hash}.");
        }

        if (File.Exists(fileOrHash))
        {
            return await File.ReadAllTextAsync(fileOrHash, cancellation);
        }

        return fileOrHash.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? (await client.Market.FindAsync(fileOrHash, cancellation)).Document
            : throw new EctException(ErrorCode.OrderNotFound, $"'{fileOrHash}' is neither a file nor the hash of an open order (0x and at least four digits of it).");
    }
}
