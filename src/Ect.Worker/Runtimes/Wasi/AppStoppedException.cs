namespace Ect.Worker.Runtimes.Wasi;

/// <summary>Unwinds the application out of a system call: it exited, or broke a rule.</summary>
internal sealed class AppStoppedException(AppFailure kind, string message) : Exception(message)
{
    public AppFailure Kind => kind;
}
