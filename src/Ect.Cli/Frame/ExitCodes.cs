using Ect.Sdk.Errors;

namespace Ect.Cli.Frame;

/// <summary>The exit code of each error, and what --help says about exit codes.</summary>
internal static class ExitCodes
{
    public static IReadOnlyList<(ExitCode Code, string Meaning)> All { get; } =
    [
        (ExitCode.Ok, "done"),
        (ExitCode.Failure, "failed"),
        (ExitCode.Usage, "wrong command line, value or file"),
        (ExitCode.NotFound, "the named thing does not exist, or nothing matches"),
        (ExitCode.Refused, "refused by the chain or a contract"),
        (ExitCode.Unreachable, "chain, market, content store or scheduler unreachable"),
        (ExitCode.VerificationFailed, "verification failed: content was altered, or an answer is not what was checked"),
        (ExitCode.Timeout, "not done in time"),
        (ExitCode.Interrupted, "interrupted"),
    ];

    public static ExitCode Of(ErrorCode code) => code switch
    {
        ErrorCode.Usage or ErrorCode.InvalidValue or ErrorCode.InvalidFile or ErrorCode.AmbiguousName or ErrorCode.PasswordNeeded => ExitCode.Usage,
        ErrorCode.WalletNotFound or ErrorCode.NetworkNotFound or ErrorCode.NoMatchmaker or ErrorCode.FileNotFound or ErrorCode.WorkerNotRunning or ErrorCode.AssetNotFound or ErrorCode.OrderNotFound
            or ErrorCode.DealNotFound or ErrorCode.TaskNotFound or ErrorCode.NoMatch or ErrorCode.ContentMissing => ExitCode.NotFound,
        ErrorCode.ChainRefused or ErrorCode.InsufficientBalance => ExitCode.Refused,
        ErrorCode.ChainUnreachable or ErrorCode.ChainDisagrees or ErrorCode.WrongChain or ErrorCode.MarketUnreachable or ErrorCode.ContentUnreachable
            or ErrorCode.SchedulerUnreachable => ExitCode.Unreachable,
        ErrorCode.ContentTampered or ErrorCode.EvaluatorsDisagree => ExitCode.VerificationFailed,
        ErrorCode.Timeout => ExitCode.Timeout,
        ErrorCode.Interrupted => ExitCode.Interrupted,
        _ => ExitCode.Failure,
    };
}
