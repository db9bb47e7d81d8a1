using Ect.Ethereum;

namespace Ect.Contracts;

/// <summary>A task's agreed result.</summary>
/// <param name="Digest">Content root of the result tree: sha2-256 of its root block.</param>
/// <param name="ResultHash">What the votes were on.</param>
/// <param name="AppFailed">Whether the tree describes a failure of the application.</param>
/// <param name="Position">Where the event stands.</param>
public sealed record TaskCompletion(Bytes32 Digest, Bytes32 ResultHash, bool AppFailed, LogPosition Position);
