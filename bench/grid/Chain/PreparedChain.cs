using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using Ect.Bench.Hosting;
using Ect.Contracts;

namespace Ect.Bench.Chain;

/// <summary>A chain's state with the contracts and seated workers, kept in artifacts/bench: only the first run makes it.</summary>
internal sealed record PreparedChain(string StateFile, string Deployment, string Pool, string App)
{
    // Counts up when what is prepared changes.
    private const int Version = 1;

    public static async Task<PreparedChain> PrepareAsync(int workers, Progress progress, CancellationToken ct)
    {
        var contracts = Convert.ToHexStringLower(SHA256.HashData([.. EctHub.Artifact.Bytecode, .. EctHubExtension.Artifact.Bytecode, .. EctHubRemedies.Artifact.Bytecode]))[..12];
        var folder = Repository.File("artifacts", "bench");
        Directory.CreateDirectory(folder);
        var name = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"chain-{Version}-{workers}-{contracts}"));
        if (File.Exists(name + ".json"))
        {
            return JsonSerializer.Deserialize<PreparedChain>(await File.ReadAllTextAsync(name + ".json", ct))!;
        }

        progress.Say($"preparing a chain with {workers:N0} seated workers (once; kept in artifacts/bench)");
        BenchNetwork network;
        await using (var node = await AnvilProcess.StartAsync(ct, dump: name + ".state"))
        {
            network = await BenchNetwork.DeployAsync(node.Url, workers, progress, ct);
            await network.DisposeAsync();
        }

        if (!File.Exists(name + ".state"))
        {
            throw new InvalidOperationException($"The node has not written its state to {name}.state.");
        }

        var prepared = new PreparedChain(name + ".state", network.Deployment.ToJson(), network.Pool.ToString(CultureInfo.InvariantCulture), network.App.ToString(CultureInfo.InvariantCulture));
        await File.WriteAllTextAsync(name + ".json", JsonSerializer.Serialize(prepared), ct);
        return prepared;
    }

    public BenchNetwork Open(Uri node) => new(node, Contracts.Deployment.Parse(Deployment), BigInteger.Parse(Pool, CultureInfo.InvariantCulture), BigInteger.Parse(App, CultureInfo.InvariantCulture));
}
