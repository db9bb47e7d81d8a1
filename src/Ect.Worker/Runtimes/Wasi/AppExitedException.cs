namespace Ect.Worker.Runtimes.Wasi;

/// <summary>Unwinds the application out of <c>proc_exit</c>.</summary>
internal sealed class AppExitedException(int code) : Exception($"The application exited with code {code}.")
{
    public int Code => code;
}
