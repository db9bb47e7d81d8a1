using Ect.Ethereum;

namespace Ect.Worker.Results;

/// <summary>A result as the chain will know it; its tree is in the task's result store.</summary>
/// <param name="Digest">Content root.</param>
/// <param name="ResultHash">What the worker votes for.</param>
/// <param name="CallbackData">For the deal's consumer; empty without one.</param>
/// <param name="AppFailed">The tree describes a failure of the application.</param>
internal sealed record BuiltResult(Bytes32 Digest, Bytes32 ResultHash, byte[] CallbackData, bool AppFailed);
