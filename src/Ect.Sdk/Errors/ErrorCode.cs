namespace Ect.Sdk.Errors;

/// <summary>
/// Everything that can go wrong for a user, apart from refusals by a contract, which keep the contract's own error name.
/// docs/errors.md explains each; a test holds that page complete.
/// </summary>
public enum ErrorCode
{
    /// <summary>A fault nobody foresaw: a bug, or a machine's trouble.</summary>
    Internal,

    /// <summary>The command line does not parse.</summary>
    Usage,

    /// <summary>A value (amount, address, id, option) breaks its rule.</summary>
    InvalidValue,

    /// <summary>A file is there but its content breaks the format.</summary>
    InvalidFile,

    /// <summary>A name or id prefix fits several things.</summary>
    AmbiguousName,

    /// <summary>A password is needed and there is nobody to ask.</summary>
    PasswordNeeded,

    /// <summary>The password does not open the wallet.</summary>
    WrongPassword,

    /// <summary>A wallet of this name exists.</summary>
    WalletExists,

    /// <summary>No wallet of this name.</summary>
    WalletNotFound,

    /// <summary>No network of this name, or no network file.</summary>
    NetworkNotFound,

    /// <summary>The network's description names no matchmaker contract: it is older than that contract.</summary>
    NoMatchmaker,

    /// <summary>No worker runs on this machine with this data folder.</summary>
    WorkerNotRunning,

    /// <summary>A file or folder is not there.</summary>
    FileNotFound,

    /// <summary>No app, dataset or pool of this name or id.</summary>
    AssetNotFound,

    /// <summary>No order with this hash.</summary>
    OrderNotFound,

    /// <summary>No deal with this id.</summary>
    DealNotFound,

    /// <summary>No task with this id.</summary>
    TaskNotFound,

    /// <summary>No set of open orders fits the request.</summary>
    NoMatch,

    /// <summary>The account has less than the operation needs.</summary>
    InsufficientBalance,

    /// <summary>The order board refuses an order.</summary>
    OrderRefused,

    /// <summary>The task is not in a state that allows the operation.</summary>
    TaskNotReady,

    /// <summary>The task failed or ended with an application failure.</summary>
    TaskFailed,

    /// <summary>The chain refused a transaction or call, without a known contract error.</summary>
    ChainRefused,

    /// <summary>The chain's RPC endpoint cannot be reached.</summary>
    ChainUnreachable,

    /// <summary>The chain's endpoints contradict each other about what money depends on.</summary>
    ChainDisagrees,

    /// <summary>The matchmaker's answer is not what the evaluator of ClassAds says: one of the two is wrong.</summary>
    EvaluatorsDisagree,

    /// <summary>The endpoint serves another chain, or the contracts are not there.</summary>
    WrongChain,

    /// <summary>The order board cannot be reached.</summary>
    MarketUnreachable,

    /// <summary>The content store cannot be reached.</summary>
    ContentUnreachable,

    /// <summary>The scheduler cannot be reached.</summary>
    SchedulerUnreachable,

    /// <summary>The content store does not have a block.</summary>
    ContentMissing,

    /// <summary>Content exceeds a limit on bytes, entries or depth.</summary>
    ContentTooLarge,

    /// <summary>Bytes do not have the hash that was agreed on.</summary>
    ContentTampered,

    /// <summary>A disk or store is full, or a file cannot be written.</summary>
    StorageFailed,

    /// <summary>A network port is taken by another process.</summary>
    PortTaken,

    /// <summary>What was waited for did not happen in time.</summary>
    Timeout,

    /// <summary>The user interrupted the command.</summary>
    Interrupted,
}
