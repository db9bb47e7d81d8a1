using Ect.Ethereum;

namespace Ect.Cli.Deals;

/// <summary>A task that repeats another.</summary>
// Index: of the task that it repeats.
// WasFirst: whether its result came first.
internal sealed record HelpTaskView(uint Index, Bytes32 Task, bool WasFirst);
