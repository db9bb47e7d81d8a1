namespace Ect.Scheduler.Tests.Network;

/// <summary>A folder that is gone after the test.</summary>
public sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ect-scheduler-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
