namespace Ect.Worker.Runtimes.Containers.Images;

/// <summary>Reads a part of a file that it owns.</summary>
internal sealed class PartStream(FileStream file, ImagePart part) : ForwardStream(file)
{
    private long position;

    public override int Read(Span<byte> buffer)
    {
        var room = (int)Math.Min(buffer.Length, part.Length - position);
        if (room == 0)
        {
            return 0;
        }

        var read = RandomAccess.Read(file.SafeFileHandle, buffer[..room], part.Offset + position);
        position += read;
        return read;
    }
}
