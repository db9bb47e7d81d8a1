namespace Ect.Worker.Runtimes.Wasi;

/// <summary>A standard stream of the application, kept in memory up to a limit; what is kept is shown to the tap at once.</summary>
internal sealed class CapturedStream(string name, int limit, StreamKind kind = StreamKind.Output, IOutputTap? tap = null) : IDisposable
{
    private readonly MemoryStream _bytes = new();

    public ReadOnlySpan<byte> Bytes => _bytes.GetBuffer().AsSpan(0, (int)_bytes.Length);

    public void Write(ReadOnlySpan<byte> data)
    {
        var room = limit - (int)_bytes.Length;
        var kept = data[..Math.Min(data.Length, room)];
        _bytes.Write(kept);
        tap?.Write(kind, kept);
        if (data.Length > room)
        {
            throw new AppStoppedException(
                AppFailure.OutputLimit,
                $"The application wrote more than {limit:N0} bytes to its {name}; write results to files in /out.");
        }
    }

    /// <summary>Begins with what was written before the run was interrupted.</summary>
    public void Restore(ReadOnlySpan<byte> data) => _bytes.Write(data);

    public void Dispose() => _bytes.Dispose();
}
