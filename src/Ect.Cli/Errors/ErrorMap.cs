using System.Net.Sockets;
using System.Text.Json;
using Ect.Cli.Frame;
using Ect.Content;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Ethereum.Transactions;
using Ect.Sdk.Errors;
using Ect.Worker;

namespace Ect.Cli.Errors;

/// <summary>The one table from exceptions to errors that users see.</summary>
internal static class ErrorMap
{
    public static CliError Of(Exception exception) => exception switch
    {
        EctException e => Known(e.Code, e.Message, e.Hint),
        RevertException { ErrorName: { } name } e => Refusal(name, e.Message),
        RevertException e => Known(ErrorCode.ChainRefused, e.Message),
        NodeUnreachableException e => Known(ErrorCode.ChainUnreachable, e.Message),
        NoQuorumException e => Known(ErrorCode.ChainDisagrees, e.Message),
        ChainMismatchException or DeploymentException => Known(ErrorCode.WrongChain, exception.Message),
        InsufficientFundsException e => Known(ErrorCode.InsufficientBalance, e.Message, "Send some of the chain's own coin to the address: it pays for gas."),
        RpcException e => Known(ErrorCode.ChainRefused, e.Message),
        ContentTamperedException e => Known(ErrorCode.ContentTampered, e.Message),
        ContentFormatException e => Known(ErrorCode.ContentTampered, e.Message),
        ContentMissingException e => Known(ErrorCode.ContentMissing, e.Message),
        ContentTooLargeException e => Known(ErrorCode.ContentTooLarge, e.Message),
        ContentStoreFullException e => Known(ErrorCode.StorageFailed, e.Message),
        ContentUnavailableException e => Known(ErrorCode.ContentUnreachable, e.Message),
        OperationCanceledException => Known(ErrorCode.Interrupted, "Interrupted before the command was done."),
        TimeoutException e => Known(ErrorCode.Timeout, e.Message),
        WorkerStartException e => Known(ErrorCode.InvalidValue, e.Message),
        FileNotFoundException or DirectoryNotFoundException => Known(ErrorCode.FileNotFound, exception.Message),
        IOException e when IsPortTaken(e) => Known(ErrorCode.PortTaken, e.Message),
        IOException or UnauthorizedAccessException => Known(ErrorCode.StorageFailed, exception.Message),
        AggregateException { InnerExceptions: [var only] } => Of(only),
        _ => Known(ErrorCode.Internal, $"{exception.GetType().Name}: {exception.Message}"),
    };

    /// <summary>"WalletNotFound" is shown as wallet_not_found.</summary>
    public static string NameOf(ErrorCode code) => JsonNamingPolicy.SnakeCaseLower.ConvertName(code.ToString());

    private static CliError Known(ErrorCode code, string message, string? hint = null)
    {
        var name = NameOf(code);
        return new(ExitCodes.Of(code), name, message, hint ?? ErrorGuide.FixOf(name) ?? "See docs/errors.md.");
    }

    private static CliError Refusal(string name, string message) =>
        new(ExitCode.Refused, name, message, ErrorGuide.FixOf(name) ?? $"docs/errors.md does not know {name}: ask the contract's author.");

    /// <summary>Whether an exception, or what caused it, is that another process listens there.</summary>
    public static bool IsPortTaken(Exception e) =>
        e is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } || (e.InnerException is { } inner && IsPortTaken(inner))
        || e.GetType().Name == "AddressInUseException";
}
