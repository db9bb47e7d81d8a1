using System.Text.Json;
using Ect.Contracts;
using Ect.Contracts.Files;
using Ect.Ethereum.Rpc;
using Ect.Sdk.Errors;

namespace Ect.Sdk.Networks;

/// <summary>A network as its file network.json describes it: the chain, the contracts and the public services.</summary>
public sealed record NetworkFile
{
    /// <summary>The network's name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>The chain id that <see cref="Rpc"/> must report.</summary>
    public required ulong ChainId { get; init; }

    /// <summary>JSON-RPC endpoints of the chain (http or https), by preference: in the file one URL or a list.</summary>
    public required RpcEndpoints Rpc { get; init; }

    /// <summary>How many of several endpoints must agree on what money depends on; null: more than half.</summary>
    public int? RpcQuorum { get; init; }

    /// <summary>Blocks that a transaction must be deep before it counts as done, 1 to 64; null is 1. Until then one that a re-org drops is sent again.</summary>
    public int? Confirmations { get; init; }

    /// <summary>WebSocket endpoint of the chain; null where there is none.</summary>
    public Uri? Ws { get; init; }

    /// <summary>The contracts.</summary>
    public required Deployment Deployment { get; init; }

    /// <summary>The content store.</summary>
    public required Uri Content { get; init; }

    /// <summary>The order board.</summary>
    public required Uri Market { get; init; }

    /// <summary>Reads and checks a network file.</summary>
    /// <exception cref="EctException">The file is missing (<see cref="ErrorCode.NetworkNotFound"/>) or breaks the format (<see cref="ErrorCode.InvalidFile"/>).</exception>
    public static NetworkFile Load(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var network = JsonSerializer.Deserialize<NetworkFile>(stream, NetworkJson.Options) ?? throw new JsonException("The document is null.");
            network.Check(path);
            return network;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new EctException(ErrorCode.NetworkNotFound, $"There is no network file '{path}'.", "Start a local network with `ect up`, or name a network file with --network FILE.", e);
        }
        catch (JsonException e)
        {
            throw new EctException(ErrorCode.InvalidFile, $"Network file '{path}' breaks the format: {e.Message}", "Compare it with the description of network.json in docs/cli.md.", e);
        }
    }

    /// <summary>Writes the file so that a crash leaves either the old or the new one.</summary>
    public void Save(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        WholeFile.Write(path, JsonSerializer.Serialize(this, NetworkJson.Options) + "\n");
    }

    private void Check(string path)
    {
        if (Rpc.Problem is { } problem)
        {
            throw new EctException(ErrorCode.InvalidFile, $"Network file '{path}': rpc cannot be used: {problem}.");
        }

        if (RpcQuorum is { } quorum && (quorum < 1 || quorum > Rpc.Count))
        {
            throw new EctException(ErrorCode.InvalidFile, $"Network file '{path}': rpcQuorum is {quorum}, but must be 1 to {Rpc.Count}, the number of endpoints in rpc.");
        }

        if (Confirmations is < 1 or > 64)
        {
            throw new EctException(ErrorCode.InvalidFile, $"Network file '{path}': confirmations is {Confirmations}, but must be 1 to 64 blocks.");
        }

        RequireHttp(path, "content", Content);
        RequireHttp(path, "market", Market);
        try
        {
            Deployment.RequireContracts();
        }
        catch (FormatException e)
        {
            throw new EctException(ErrorCode.InvalidFile, $"Network file '{path}': {e.Message}", inner: e);
        }

        if (ChainId != Deployment.ChainId)
        {
            throw new EctException(ErrorCode.InvalidFile, $"Network file '{path}': chainId is {ChainId}, but the contracts are on chain {Deployment.ChainId}.");
        }
    }

    private static void RequireHttp(string path, string member, Uri value)
    {
        if (!value.IsAbsoluteUri || value.Scheme is not ("http" or "https"))
        {
            throw new EctException(ErrorCode.InvalidFile, $"Network file '{path}': {member} '{value}' is not an http or https URL.");
        }
    }
}
