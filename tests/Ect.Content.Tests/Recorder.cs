using System.Collections.Concurrent;

namespace Ect.Content.Tests;

/// <summary>Keeps what was reported, on the reporting thread.</summary>
internal sealed class Recorder : IProgress<ContentProgress>
{
    public ConcurrentQueue<ContentProgress> Reports { get; } = [];

    public ContentProgress Last => Reports.Last();

    public void Report(ContentProgress value) => Reports.Enqueue(value);
}
