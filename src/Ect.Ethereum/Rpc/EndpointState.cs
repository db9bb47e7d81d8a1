namespace Ect.Ethereum.Rpc;

/// <summary>What a client knows of one endpoint, for people.</summary>
/// <param name="Endpoint">Its host and port.</param>
/// <param name="IsAsked">Whether it is asked now: it serves the right chain, is not behind and not resting after faults.</param>
/// <param name="Head">The newest block it told of; null before it was asked.</param>
/// <param name="Trouble">Why it is not asked, or its last fault; null if there is nothing to say.</param>
public sealed record EndpointState(string Endpoint, bool IsAsked, ulong? Head, string? Trouble);
