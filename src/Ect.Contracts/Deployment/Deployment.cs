using System.Text.Json;
using System.Text.Json.Serialization;
using Ect.Contracts.Files;
using Ect.Ethereum;

namespace Ect.Contracts;

/// <summary>Where the contracts of one network stand.</summary>
/// <param name="ChainId">EIP-155 id of the chain.</param>
/// <param name="Token">The ERC-20 that pays for everything.</param>
/// <param name="Apps">Registry of applications.</param>
/// <param name="Datasets">Registry of datasets.</param>
/// <param name="Pools">Registry of worker pools.</param>
/// <param name="Hub">Escrow, exchange and Proof-of-Contribution.</param>
/// <param name="FromBlock">Height before which no event of these contracts exists: searches start here.</param>
/// <param name="Offers">Offers that stand on chain, for contracts that buy. Files written before there was such a contract lack it.</param>
/// <param name="Matchmaker">What pools say of themselves on chain, and which of them meets what a contract wants. Zero where there is none, as in older files.</param>
public sealed record Deployment(
    ulong ChainId,
    Address Token,
    Address Apps,
    Address Datasets,
    Address Pools,
    Address Hub,
    ulong FromBlock,
    Address Offers = default,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Address Matchmaker = default)
{
    /// <summary>Reads the JSON text that <see cref="ToJson"/> writes.</summary>
    /// <exception cref="FormatException">Not such a document; the message names the member.</exception>
    public static Deployment Parse(string json)
    {
        try
        {
            var deployment = JsonSerializer.Deserialize(json, DeploymentJson.Default.Deployment) ?? throw new FormatException("A deployment is a JSON object, not null.");
            deployment.RequireContracts();
            return deployment;
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The text is no deployment: {exception.Message}", exception);
        }
    }

    /// <summary>Checks that every contract has an address.</summary>
    /// <exception cref="FormatException">One has none; the message names it and what to do.</exception>
    public void RequireContracts()
    {
        foreach (var (name, address) in Contracts)
        {
            if (address.IsZero)
            {
                throw new FormatException($"The deployment's '{name}' is the zero address: deploy the contracts first, or copy the network's deployment file.");
            }
        }

        if (Offers.IsZero)
        {
            throw new FormatException(
                "The deployment has no 'offers', the address of its StandingOrders contract: the file is older than that contract. "
                + "Take the network's new file; or deploy StandingOrders for the hub and add its address; or, if the network is a local one, remove its folder, and `ect up` begins anew.");
        }
    }

    /// <summary>Reads a deployment file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="FormatException">The file is no deployment; the message names file and member.</exception>
    public static async Task<Deployment> LoadAsync(string path, CancellationToken ct = default)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no deployment file '{path}': start a network, or give the file of the network to use.", path);
        }

        try
        {
            return Parse(await File.ReadAllTextAsync(path, ct));
        }
        catch (FormatException exception)
        {
            throw new FormatException($"Deployment file '{path}': {exception.Message}", exception);
        }
    }

    /// <summary>Writes the file whole or not at all.</summary>
    public void Save(string path)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        WholeFile.Write(full, ToJson() + "\n");
    }

    /// <summary>The deployment as indented JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, DeploymentJson.Default.Deployment);

    [JsonIgnore]
    internal IReadOnlyList<(string Name, Address Address)> Contracts =>
        [("token", Token), ("apps", Apps), ("datasets", Datasets), ("pools", Pools), ("hub", Hub)];
}
