using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;

namespace Ect.Testing;

/// <summary>A container image of one static program, made without an engine: BusyBox and links to its tools.</summary>
public static class BusyBoxImage
{
    private static readonly string[] Tools =
        ["sh", "awk", "cat", "chmod", "chown", "cp", "dd", "df", "echo", "env", "find", "grep", "head", "id", "ifconfig", "kill", "ln", "ls", "mkdir", "mkfifo", "mknod", "mount", "mv", "nc", "nohup", "nslookup", "ping", "printf", "ps", "rm", "sed", "seq", "setsid", "sleep", "sort", "su", "tail", "test", "touch", "true", "umount", "uname", "wc", "wget", "yes"];

    /// <summary>The program on this machine; a test without it is skipped, or fails in CI.</summary>
    public static string Program
    {
        get
        {
            var found = new[] { "/bin/busybox", "/usr/bin/busybox" }.FirstOrDefault(File.Exists);
            if (found is null)
            {
                ContainerEngine.SkipOrFail("BusyBox is missing: install busybox-static.");
            }

            return found!;
        }
    }

    /// <summary>The layer: /bin with the tools, and /suid, the same program with the setuid bit.</summary>
    public static byte[] Layer()
    {
        var program = File.ReadAllBytes(Program);
        return Tar(writer =>
        {
            foreach (var folder in new[] { "bin/", "etc/", "proc/", "sys/", "dev/", "tmp/" })
            {
                writer.WriteEntry(Entry(TarEntryType.Directory, folder, 0b111_101_101));
            }

            WriteFile(writer, "bin/busybox", program, 0b111_101_101);
            WriteFile(writer, "suid", program, 0b100_111_101_101);
            WriteFile(writer, "etc/passwd", "root:x:0:0::/:/bin/sh\n"u8.ToArray(), 0b110_100_100);
            foreach (var tool in Tools)
            {
                var link = Entry(TarEntryType.SymbolicLink, $"bin/{tool}", 0b111_111_111);
                link.LinkName = "busybox";
                writer.WriteEntry(link);
            }
        });
    }

    /// <summary>What <c>docker save</c> writes.</summary>
    /// <param name="layer">One layer, not compressed.</param>
    /// <param name="config">The configuration's member <c>config</c>.</param>
    /// <param name="tag">Name that the archive gives the image, or null.</param>
    /// <returns>The archive, and the digest of the configuration.</returns>
    public static (byte[] Archive, string Digest) Save(byte[] layer, string config = "{\"Env\":[\"PATH=/bin\"],\"Entrypoint\":[\"/bin/sh\",\"-c\"]}", string? tag = null)
    {
        var configuration = Configuration(layer, config);
        var name = $"{Hex(configuration)}.json";
        var lists = Encoding.UTF8.GetBytes($$"""[{"Config":"{{name}}","RepoTags":{{(tag is null ? "null" : $"[\"{tag}\"]")}},"Layers":["layer.tar"]}]""");
        return (Tar(writer =>
        {
            WriteFile(writer, "layer.tar", layer, 0b110_100_100);
            WriteFile(writer, name, configuration, 0b110_100_100);
            WriteFile(writer, "manifest.json", lists, 0b110_100_100);
        }), $"sha256:{Hex(configuration)}");
    }

    public static byte[] Configuration(byte[] layer, string config) =>
        Encoding.UTF8.GetBytes($$$"""{"architecture":"amd64","os":"linux","config":{{{config}}},"rootfs":{"type":"layers","diff_ids":["sha256:{{{Hex(layer)}}}"]}}""");

    public static byte[] Tar(Action<TarWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
        {
            write(writer);
        }

        return stream.ToArray();
    }

    public static void WriteFile(TarWriter writer, string name, byte[] content, int mode = 0b110_100_100)
    {
        var entry = Entry(TarEntryType.RegularFile, name, mode);
        entry.DataStream = new MemoryStream(content);
        writer.WriteEntry(entry);
    }

    public static string Hex(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static PaxTarEntry Entry(TarEntryType type, string name, int mode) =>
        new(type, name) { ModificationTime = DateTimeOffset.UnixEpoch, Mode = (UnixFileMode)mode };
}
