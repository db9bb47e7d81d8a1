using System.Globalization;

namespace Ect.Sdk.Workflows;

/// <summary>Cuts a file into parts of about the same size, each of whole lines.</summary>
public static class LineSplitter
{
    private const int BufferBytes = 1 << 16;

    /// <summary>
    /// Where the parts begin, and the file's length at the end: part <c>i</c> begins with the first line that begins at or after
    /// <c>i/parts</c> of the file. A line that is longer than a part leaves parts empty. All parts together are the file.
    /// </summary>
    /// <param name="file">The file; must be seekable.</param>
    /// <param name="parts">How many; at least 1.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static async Task<IReadOnlyList<long>> BoundariesAsync(Stream file, int parts, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 1);
        var (length, bounds, buffer) = (file.Length, new List<long> { 0 }, new byte[BufferBytes]);
        for (var i = 1; i < parts; i++)
        {
            var wanted = (long)((Int128)length * i / parts);
            bounds.Add(wanted <= bounds[^1] ? bounds[^1] : await NextLineAsync(file, wanted, buffer, cancellation));
        }

        bounds.Add(length);
        return bounds;
    }

    /// <summary>Writes the parts as files 0, 1, 2 … into a folder.</summary>
    /// <param name="path">The file to cut.</param>
    /// <param name="parts">How many; at least 1.</param>
    /// <param name="folder">An empty folder.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The paths of the parts, in order.</returns>
    public static async Task<IReadOnlyList<string>> SplitAsync(string path, int parts, string folder, CancellationToken cancellation = default)
    {
        await using var file = new FileStream(path, new FileStreamOptions { BufferSize = 0 });
        var bounds = await BoundariesAsync(file, parts, cancellation);
        var (paths, buffer) = (new List<string>(), new byte[BufferBytes]);
        file.Seek(0, SeekOrigin.Begin);
        for (var i = 0; i < parts; i++)
        {
            paths.Add(Path.Combine(folder, i.ToString(CultureInfo.InvariantCulture)));
            await using var part = new FileStream(paths[i], new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 });
            for (var left = bounds[i + 1] - bounds[i]; left > 0;)
            {
                var piece = buffer.AsMemory(0, (int)Math.Min(left, buffer.Length));
                await file.ReadExactlyAsync(piece, cancellation);
                await part.WriteAsync(piece, cancellation);
                left -= piece.Length;
            }
        }

        return paths;
    }

    // The byte before is looked at too: a line may begin right there.
    private static async Task<long> NextLineAsync(Stream file, long from, byte[] buffer, CancellationToken cancellation)
    {
        var at = from - 1;
        file.Seek(at, SeekOrigin.Begin);
        for (int count; (count = await file.ReadAsync(buffer, cancellation)) > 0; at += count)
        {
            if (buffer.AsSpan(0, count).IndexOf((byte)'\n') is >= 0 and var end)
            {
                return at + end + 1;
            }
        }

        return file.Length;
    }
}
