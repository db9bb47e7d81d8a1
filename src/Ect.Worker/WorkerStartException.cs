namespace Ect.Worker;

/// <summary>The worker cannot start, or must not go on, until its owner changes something; the message says what.</summary>
public sealed class WorkerStartException(string message, Exception? inner = null) : Exception(message, inner);
