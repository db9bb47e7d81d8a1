using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Ect.Bench.Hosting;

/// <summary>A PostgreSQL of our own in a temporary folder, with the settings that it comes with: commits reach the disk.</summary>
internal sealed class PostgresCluster : IAsyncDisposable
{
    private readonly string _folder;
    private readonly string _programs;

    private PostgresCluster(string folder, string programs, int port)
    {
        _folder = folder;
        _programs = programs;
        Port = port;
    }

    public int Port { get; }

    public int ProcessId { get; private set; }

    public string ConnectionString => $"Host=127.0.0.1;Port={Port};Username=postgres;Database=postgres";

    public static async Task<PostgresCluster> StartAsync(CancellationToken ct)
    {
        var programs = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).LastOrDefault() : null;
        var bin = Path.Combine(programs ?? throw new InvalidOperationException("PostgreSQL is missing: install it (Debian: postgresql)."), "bin");
        var folder = Directory.CreateTempSubdirectory("ect-bench-postgres-").FullName;
        var cluster = new PostgresCluster(folder, bin, FreePort());
        if (Environment.UserName == "root")
        {
            await ChildProcess.RunAsync("chown", ["postgres", folder], ct);
        }

        var data = Path.Combine(folder, "data");
        await cluster.RunAsync("initdb", ["-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8"], ct);
        await cluster.RunAsync("pg_ctl", ["-D", data, "-w", "-l", Path.Combine(folder, "log"), "-o", $"-p {cluster.Port} -k {folder} -c listen_addresses=127.0.0.1", "start"], ct);
        var pid = await cluster.RunAsync("head", ["-n", "1", Path.Combine(data, "postmaster.pid")], ct);
        cluster.ProcessId = int.Parse(pid.Trim(), CultureInfo.InvariantCulture);
        return cluster;
    }

    /// <summary>Runs a query; one row a line, columns parted by |.</summary>
    public Task<string> QueryAsync(string sql, CancellationToken ct) =>
        RunAsync("psql", ["-X", "-A", "-t", "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", "postgres", "-c", sql], ct);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("pg_ctl", ["-D", Path.Combine(_folder, "data"), "-m", "immediate", "stop"], CancellationToken.None);
        Directory.Delete(_folder, recursive: true);
    }

    private Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken ct)
    {
        var path = Path.Combine(_programs, program);
        path = File.Exists(path) ? path : program;
        return Environment.UserName == "root"
            ? ChildProcess.RunAsync("runuser", ["-u", "postgres", "--", path, .. arguments], ct) // PostgreSQL refuses root.
            : ChildProcess.RunAsync(path, arguments, ct);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
