namespace Ect.Worker.Inputs;

/// <summary>Everything a task needs, on this machine's disk.</summary>
/// <param name="AppPath">The application's file.</param>
/// <param name="HasDataset">Whether <c>/in/dataset</c> is there.</param>
/// <param name="App">Keeps the application from being removed.</param>
internal sealed record PreparedInputs(string AppPath, bool HasDataset, CachedContent App) : IDisposable
{
    public void Dispose() => App.Dispose();
}
