namespace Ect.Worker.Runtimes.Wasi;

/// <summary>Unwinds the application out of a system call that it has no fuel left to pay for.</summary>
internal sealed class OutOfFuelException() : Exception("The application has no fuel left.");
