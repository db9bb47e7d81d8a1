using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Ect.Testing;

/// <summary>A PostgreSQL server of the tests' own, started when the first test asks for a database and stopped with the process.</summary>
public sealed class PostgresServer
{
    private static readonly Lazy<PostgresServer> Shared = new(Start);
    private static int _databases;

    private readonly string _folder;

    private PostgresServer(string folder, int port, IReadOnlyList<string> user)
    {
        _folder = folder;
        Port = port;
        User = user;
    }

    // What the programs are started with: the server refuses to run as root.
    private IReadOnlyList<string> User { get; }

    /// <summary>The port it listens on.</summary>
    public int Port { get; }

    /// <summary>Why no server can be started here; null if one can.</summary>
    public static string? Missing => Program("initdb") is null ? "PostgreSQL is missing: apt-get install postgresql" : null;

    /// <summary>Makes an empty database and gives its connection string.</summary>
    public static string NewDatabase()
    {
        var server = Shared.Value;
        var name = $"ect_{Interlocked.Increment(ref _databases).ToString(CultureInfo.InvariantCulture)}";
        server.Run("psql", "-h", "127.0.0.1", "-p", server.Port.ToString(CultureInfo.InvariantCulture), "-U", "postgres", "-c", $"CREATE DATABASE {name}");
        return $"Host=127.0.0.1;Port={server.Port};Database={name};Username=postgres";
    }

    /// <summary>Ends the server as a power cut does, and starts it again on the same files.</summary>
    public static void Restart()
    {
        var server = Shared.Value;
        server.Run("pg_ctl", "-D", server.Data, "-m", "immediate", "-w", "stop");
        server.Launch();
    }

    private string Data => Path.Combine(_folder, "data");

    private static PostgresServer Start()
    {
        var failures = new List<string>();
        foreach (var user in Users())
        {
            var folder = Directory.CreateTempSubdirectory("ect-postgres-").FullName;
            var server = new PostgresServer(folder, FreePort(), user);
            try
            {
                if (user is ["runuser", ..])
                {
                    Execute("chown", ["postgres", folder]);
                }

                server.Run("initdb", "-D", server.Data, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "-U", "postgres");
                server.Launch();
                AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Stop();
                return server;
            }
            catch (InvalidOperationException failure)
            {
                failures.Add(failure.Message);
                Directory.Delete(folder, recursive: true);
            }
        }

        throw new InvalidOperationException($"No PostgreSQL server starts here. {string.Join(" ", failures)}");
    }

    // A namespace of its own, in which root has another number, needs no account and sees every folder; where there are none, the account that the package made.
    private static IReadOnlyList<string>[] Users() => Environment.UserName == "root"
        ? [["unshare", "--user", "--map-user=1000", "--"], ["runuser", "-u", "postgres", "--"]]
        : [[]];

    private void Launch() => Run(
        "pg_ctl", "-D", Data, "-w", "-l", Path.Combine(_folder, "log"), "-o", $"-p {Port} -k {_folder} -c listen_addresses=127.0.0.1 -c max_connections=200", "start");

    private void Stop()
    {
        Run("pg_ctl", "-D", Data, "-m", "immediate", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    private void Run(string program, params string[] arguments)
    {
        var path = Program(program) ?? throw new InvalidOperationException(Missing);
        string[] line = [.. User, path, .. arguments];
        Execute(line[0], line[1..]);
    }

    private static void Execute(string program, IReadOnlyList<string> arguments)
    {
        // The server keeps its launcher's output open: it must not be a pipe that somebody waits for.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>\"$0\"", Path.Combine(Path.GetTempPath(), $"ect-postgres-{Environment.ProcessId}.err"), program, .. arguments]) { WorkingDirectory = "/" })!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {File.ReadAllText(Path.Combine(Path.GetTempPath(), $"ect-postgres-{Environment.ProcessId}.err"))}");
        }
    }

    private static string? Program(string name)
    {
        var folders = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin")) : [];
        return folders.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
