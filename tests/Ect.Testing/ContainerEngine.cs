using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Xunit;

namespace Ect.Testing;

/// <summary>
/// The container engine of a test process: the one of DOCKER_HOST or /var/run/docker.sock if it answers, else one of its
/// own in a temporary folder, which needs root. Started by the first test that asks for it.
/// </summary>
public static partial class ContainerEngine
{
    private const int Terminate = 15;
    private const string DefaultSocket = "unix:///var/run/docker.sock";

    private static readonly Lazy<Task<(Uri? Address, string Missing)>> Found = new(FindAsync);

    /// <summary>The engine's address. Without one the test is skipped, with what is missing; in CI it fails.</summary>
    public static async Task<Uri> AddressAsync()
    {
        var (address, missing) = await Found.Value;
        if (address is null)
        {
            SkipOrFail(missing);
        }

        return address!;
    }

    /// <summary>Whether the engine was started here, so that other processes do not know of it.</summary>
    public static bool IsOwn { get; private set; }

    /// <summary>Skips the test, or fails it in CI, where nothing may be missing.</summary>
    public static void SkipOrFail(string missing)
    {
        if (Environment.GetEnvironmentVariable("CI") is null or "")
        {
            Assert.Skip(missing);
        }

        Assert.Fail(missing);
    }

    private static async Task<(Uri? Address, string Missing)> FindAsync()
    {
        foreach (var address in new[] { Environment.GetEnvironmentVariable("DOCKER_HOST"), DefaultSocket })
        {
            if (Uri.TryCreate(address, UriKind.Absolute, out var uri) && await AnswersAsync(uri))
            {
                return (uri, "");
            }
        }

        return Environment.IsPrivilegedProcess && File.Exists("/usr/sbin/dockerd")
            ? await StartAsync()
            : (null, "No container engine answers at DOCKER_HOST or /var/run/docker.sock, and none can be started: install docker.io and run as root.");
    }

    private static async Task<(Uri? Address, string Missing)> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("ect-engine-").FullName;
        var socket = Path.Combine(folder, "docker.sock");
        var uri = new Uri($"unix://{socket}");
        foreach (var driver in new[] { "overlay2", "vfs" })
        {
            var log = new List<string>();
            var process = new Process
            {
                StartInfo = new(
                    "/usr/sbin/dockerd",
                    ["--iptables=false", "--ip6tables=false", "--bridge=none", $"--storage-driver={driver}", "--data-root", $"{folder}/root", "--exec-root", $"{folder}/exec", "--pidfile", $"{folder}/dockerd.pid", "-H", $"unix://{socket}"])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                },
            };
            process.OutputDataReceived += (_, line) => Note(log, line.Data);
            process.ErrorDataReceived += (_, line) => Note(log, line.Data);
            process.Start();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop(process, folder);
            try
            {
                await Eventually.HoldsAsync("dockerd answers or ends", async () => process.HasExited || await AnswersAsync(uri));
            }
            catch (TimeoutException)
            {
                // Told below.
            }

            if (!process.HasExited)
            {
                IsOwn = true;
                return (uri, "");
            }

            if (driver == "vfs")
            {
                return (null, $"dockerd does not start:\n{string.Join('\n', log)}");
            }
        }

        return (null, "dockerd does not start.");
    }

    private static void Note(List<string> log, string? line)
    {
        lock (log)
        {
            log.Add(line ?? "");
        }
    }

    private static void Stop(Process process, string folder)
    {
        if (!process.HasExited)
        {
            _ = SendSignal(process.Id, Terminate);
            if (!process.WaitForExit(TimeSpan.FromSeconds(10)))
            {
                process.Kill(entireProcessTree: true);
            }
        }

        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // A mount that is still busy; the folder is temporary.
        }
    }

    private static async Task<bool> AnswersAsync(Uri address)
    {
        if (address.Scheme != "unix")
        {
            return address.Scheme is "tcp" or "http" && await AsksAsync(new HttpClient(), new UriBuilder(address) { Scheme = "http" }.Uri);
        }

        return File.Exists(address.AbsolutePath) && await AsksAsync(
            new HttpClient(new SocketsHttpHandler
            {
                ConnectCallback = async (_, cancellation) =>
                {
                    var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(address.AbsolutePath), cancellation);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            }),
            new Uri("http://engine/"));
    }

    private static async Task<bool> AsksAsync(HttpClient client, Uri root)
    {
        using (client)
        {
            try
            {
                client.Timeout = TimeSpan.FromSeconds(5);
                return (await client.GetAsync(new Uri(root, "_ping"))).IsSuccessStatusCode;
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                return false;
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
