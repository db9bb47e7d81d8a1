using System.Globalization;
using Docker.DotNet.Models;
using Ect.Protocol.Apps;
using Ect.Worker.Runtimes.Containers.Images;

namespace Ect.Worker.Runtimes.Containers;

/// <summary>What the engine is asked for: every limit in one place. Pure.</summary>
internal static class ContainerSpec
{
    /// <summary>nobody: no right on this machine, whatever user the image names.</summary>
    public const string User = "65534:65534";

    /// <summary>Where results go.</summary>
    public const string OutputPath = "/out";

    /// <summary>Most volumes that an image may declare. Each is covered: the engine would make a folder without a limit of one that is not.</summary>
    public const int MaxVolumes = 16;

    /// <summary>Processes beside the application's own: the init that reaps.</summary>
    public const int InitProcesses = 1;

    /// <summary>
    /// So many more than allowed are let live: whoever is refused a process often ends, and would be below the limit again
    /// when somebody looks. The engine's own program, which becomes the application, needs some threads for a moment, too.
    /// </summary>
    private const int SpareProcesses = 16;

    private const string InputPath = "/in";
    private const string HostName = "ect";
    private const int PageBytes = 4096;
    private const int OpenFiles = 4096;
    private const long SharedMemoryBytes = 64L << 20;
    private const int TmpFiles = 65_536;

    /// <summary>
    /// A tmpfs of bounded size and number of files. A little more than a result may hold, so that whoever exceeds the limit
    /// is seen to; what lies in it counts as the memory of whoever wrote it.
    /// </summary>
    public static VolumesCreateParameters Output(string name, RunLimits limits, IDictionary<string, string> labels) => new()
    {
        Name = name,
        Driver = "local",
        DriverOpts = new Dictionary<string, string>
        {
            ["type"] = "tmpfs",
            ["device"] = "tmpfs",
            ["o"] = string.Create(
                CultureInfo.InvariantCulture,
                $"size={RoundUp(limits.OutputBytes) + ((limits.OutputFiles + 16L) * PageBytes)},nr_inodes={limits.OutputFiles + 3},uid=65534,gid=65534,mode=0700,nosuid,nodev"),
        },
        Labels = labels,
    };

    /// <summary>Keeps the output volume mounted after the application's container has ended, so that it can be read.</summary>
    public static CreateContainerParameters Holder(string image, string volume, IDictionary<string, string> labels) => new()
    {
        Image = image,
        User = User,
        Labels = labels,
        Hostname = HostName,
        HostConfig = new HostConfig
        {
            NetworkMode = "none",
            ReadonlyRootfs = true,
            Memory = 16L << 20,
            MemorySwap = 16L << 20,
            PidsLimit = SpareProcesses,
            CapDrop = ["ALL"],
            SecurityOpt = ["no-new-privileges"],
            LogConfig = new LogConfig { Type = "none" },
            Mounts = [new Mount { Type = "volume", Source = volume, Target = OutputPath, ReadOnly = true, VolumeOptions = new VolumeOptions { NoCopy = true } }],
        },
    };

    public static CreateContainerParameters App(LoadedImage image, string volume, AppManifest.Oci app, RunRequest request, ContainerOptions options, bool network, IDictionary<string, string> labels) => new()
    {
        Image = image.Id,
        User = User,
        Labels = labels,
        Hostname = HostName,
        Env = Environment(image, request.Environment),
        Entrypoint = app.Entrypoint.Count > 0 ? [.. app.Entrypoint] : null,
        Cmd = request.Arguments.Count > 0 ? [.. request.Arguments] : null,
        AttachStdout = true,
        AttachStderr = true,
        NetworkDisabled = !network,
        Healthcheck = new HealthConfig { Test = ["NONE"] },
        HostConfig = new HostConfig
        {
            NetworkMode = network ? "bridge" : "none",
            ReadonlyRootfs = true,
            Init = true,
            Memory = app.MemoryBytes,
            MemorySwap = app.MemoryBytes,
            NanoCPUs = (long)(options.Cpus * 1_000_000_000),
            PidsLimit = app.Pids + InitProcesses + SpareProcesses,
            ShmSize = SharedMemoryBytes,
            CapDrop = ["ALL"],
            SecurityOpt = ["no-new-privileges"],
            IpcMode = "private",
            OomScoreAdj = 500,
            Ulimits = [new Ulimit { Name = "core", Soft = 0, Hard = 0 }, new Ulimit { Name = "nofile", Soft = OpenFiles, Hard = OpenFiles }],
            LogConfig = new LogConfig { Type = "none" },
            RestartPolicy = new RestartPolicy { Name = RestartPolicyKind.No },
            Mounts =
            [
                new Mount { Type = "bind", Source = request.InputFolder, Target = InputPath, ReadOnly = true },
                new Mount { Type = "volume", Source = volume, Target = OutputPath, VolumeOptions = new VolumeOptions { NoCopy = true } },
            ],
            Tmpfs = Tmpfs(image, options),
        },
    };

    /// <summary>What is wrong with the volumes that an image declares, alike on every machine; null if all of them can be covered.</summary>
    public static string? VolumeFault(IReadOnlyList<string> volumes) =>
        volumes.Count > MaxVolumes ? $"The image declares {volumes.Count} volumes; at most {MaxVolumes} are allowed: remove some."
        : volumes.Order(StringComparer.Ordinal).FirstOrDefault(path => !CanCover(path)) is { } path ? $"The image declares the volume '{ImageArchive.Shorten(path)}', where none can be; remove it."
        : null;

    /// <summary>The same container with the holder's program in it, and nothing of the image. Changes what it is given.</summary>
    public static CreateContainerParameters Probe(CreateContainerParameters app, string holderImage)
    {
        (app.Image, app.Env, app.Entrypoint, app.Cmd) = (holderImage, [], null, null);
        app.HostConfig.Tmpfs = app.HostConfig.Tmpfs.Where(mount => mount.Key == "/tmp").ToDictionary();
        return app;
    }

    /// <summary>Whether a volume that an image declares can be covered: an absolute path outside of what the engine itself mounts.</summary>
    public static bool CanCover(string path) =>
        path.StartsWith('/') && path.Length is > 1 and <= 256
        && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-')
        && path[1..].TrimEnd('/').Split('/') is var parts
        && parts.All(part => part is not ("" or "." or ".."))
        && parts[0] is not ("proc" or "sys" or "dev");

    // What the image brings, then the task's own, which wins; the engine adds nothing that differs between machines.
    private static List<string> Environment(LoadedImage image, IReadOnlyDictionary<string, string> task)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = "/tmp" };
        foreach (var line in image.Environment)
        {
            var parts = line.Split('=', 2);
            variables[parts[0]] = parts.Length > 1 ? parts[1] : "";
        }

        foreach (var (name, value) in task)
        {
            variables[name] = value;
        }

        return [.. variables.Select(variable => $"{variable.Key}={variable.Value}")];
    }

    // A volume that an image declares would be a folder on the machine's disk without a limit: a bounded tmpfs takes its place, if
    // it has the name that the engine gives the folder. By another name of the same folder it only lies above or below it.
    private static Dictionary<string, string> Tmpfs(LoadedImage image, ContainerOptions options)
    {
        var settings = string.Create(CultureInfo.InvariantCulture, $"rw,nosuid,nodev,size={options.TmpBytes},nr_inodes={TmpFiles},mode=1777");
        return image.Volumes.Select(path => path.TrimEnd('/')).Append("/tmp").Where(path => path is not (InputPath or OutputPath)).Distinct().ToDictionary(path => path, _ => settings);
    }

    private static long RoundUp(long bytes) => (bytes + PageBytes - 1) / PageBytes * PageBytes;
}
