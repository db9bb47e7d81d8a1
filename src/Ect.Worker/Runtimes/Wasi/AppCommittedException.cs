namespace Ect.Worker.Runtimes.Wasi;

/// <summary>Unwinds the application out of the call that put its state in place: it begins anew from there.</summary>
internal sealed class AppCommittedException() : Exception("The application saved its state.");
