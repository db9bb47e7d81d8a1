using System.Buffers.Binary;
using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;

namespace Ect.Worker.Runtimes.Containers;

/// <summary>
/// The image of the container that keeps an output volume mounted: one program of a few machine instructions that waits
/// for ever. Made here, so that nothing has to be fetched for it.
/// </summary>
internal static class PauseImage
{
    private const int HeaderBytes = 64 + 56;
    private const ulong Address = 0x400000;

    /// <summary>The image's name in every engine: all workers of a machine share it.</summary>
    public const string Tag = "localhost/ect-pause:1";

    /// <summary>The only layer, a tar archive.</summary>
    /// <param name="architecture">As the engine names its machine: amd64, x86_64, arm64 or aarch64.</param>
    /// <returns>Null for other machines.</returns>
    public static byte[]? Layer(string architecture) =>
        Program(architecture) is { } program ? Tar(("pause", program, true)) : null;

    /// <summary>How engines name a layer in what they tell of an image.</summary>
    public static string DiffId(byte[] layer) => $"sha256:{Hex(layer)}";

    /// <summary>The image as engines load it.</summary>
    public static byte[] Archive(string architecture, byte[] layer)
    {
        var config = Encoding.UTF8.GetBytes($$$"""{"architecture":"{{{(IsArm(architecture) ? "arm64" : "amd64")}}}","os":"linux","config":{"Entrypoint":["/pause"]},"rootfs":{"type":"layers","diff_ids":["{{{DiffId(layer)}}}"]},"history":[{"created_by":"ect"}]}""");
        var manifest = Encoding.UTF8.GetBytes($$$"""[{"Config":"{{{Hex(config)}}}.json","RepoTags":["{{{Tag}}}"],"Layers":["0.tar"]}]""");
        return Tar(("0.tar", layer, false), ($"{Hex(config)}.json", config, false), ("manifest.json", manifest, false));
    }

    private static bool IsArm(string architecture) => architecture is "arm64" or "aarch64";

    // pause() in a loop; on ARM, which has no such call, ppoll() without files and time.
    private static byte[]? Program(string architecture) => architecture switch
    {
        "amd64" or "x86_64" => Elf(0x3e, [0xb8, 0x22, 0, 0, 0, 0x0f, 0x05, 0xeb, 0xf7]),
        _ when IsArm(architecture) => Elf(0xb7, Words(0xd2800000, 0xd2800001, 0xd2800002, 0xd2800003, 0xd2800004, 0xd2800928, 0xd4000001, 0x17fffff9)),
        _ => null,
    };

    private static byte[] Words(params uint[] instructions)
    {
        var bytes = new byte[instructions.Length * sizeof(uint)];
        for (var i = 0; i < instructions.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * sizeof(uint)), instructions[i]);
        }

        return bytes;
    }

    // An ELF header and one segment, read and executed.
    private static byte[] Elf(ushort machine, byte[] code)
    {
        var file = new byte[HeaderBytes + code.Length];
        var header = file.AsSpan();
        new byte[] { 0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1 }.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header[16..], 2); // executable
        BinaryPrimitives.WriteUInt16LittleEndian(header[18..], machine);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], Address + HeaderBytes); // entry
        BinaryPrimitives.WriteUInt64LittleEndian(header[32..], 64); // program headers
        BinaryPrimitives.WriteUInt16LittleEndian(header[52..], 64);
        BinaryPrimitives.WriteUInt16LittleEndian(header[54..], 56);
        BinaryPrimitives.WriteUInt16LittleEndian(header[56..], 1);
        var segment = header[64..];
        BinaryPrimitives.WriteUInt32LittleEndian(segment, 1); // load
        BinaryPrimitives.WriteUInt32LittleEndian(segment[4..], 5); // read, execute
        BinaryPrimitives.WriteUInt64LittleEndian(segment[16..], Address);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[24..], Address);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[32..], (ulong)file.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[40..], (ulong)file.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[48..], 0x1000);
        code.CopyTo(file, HeaderBytes);
        return file;
    }

    private static byte[] Tar(params (string Name, byte[] Content, bool Executable)[] files)
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var (name, content, executable) in files)
            {
                writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name)
                {
                    DataStream = new MemoryStream(content),
                    ModificationTime = DateTimeOffset.UnixEpoch,
                    Mode = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead
                        | (executable ? UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : 0),
                });
            }
        }

        return stream.ToArray();
    }

    private static string Hex(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
