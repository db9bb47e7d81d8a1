using Ect.Ethereum;

namespace Ect.Cli.Waiting;

/// <summary>A piece of a worker's stream in the clear.</summary>
// Stream: stdout or stderr.
// Problem: What is wrong before it; null if nothing is.
internal sealed record LogText(Address? Worker, string Stream, DateTimeOffset? At, string Text, string? Problem);
