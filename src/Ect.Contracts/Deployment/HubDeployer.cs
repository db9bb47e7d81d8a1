using System.Numerics;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Ethereum.Transactions;

namespace Ect.Contracts;

/// <summary>Puts the contracts of a network onto a chain, and checks those that stand there.</summary>
public static class HubDeployer
{
    /// <summary>Most tokens that the hub can count: 2^96 − 1 smallest units.</summary>
    public static BigInteger MaxSupply { get; } = BigInteger.Pow(2, 96) - 1;

    /// <summary>A thousand million tokens.</summary>
    public static BigInteger StandardSupply { get; } = Units.ParseEther("1000000000");

    /// <summary>Deploys the token, the three registries, the three parts of the hub, the standing offers and the matchmaker, and checks their code.</summary>
    /// <param name="sender">Pays. It gets no rights over the contracts: nobody has any.</param>
    /// <param name="tokenHolder">Receives all tokens; the sender when null.</param>
    /// <param name="supply">Tokens in smallest units, at most <see cref="MaxSupply"/>; <see cref="StandardSupply"/> when null.</param>
    /// <param name="categories">The hub's categories, fixed for ever; <see cref="StandardCategories"/> when null.</param>
    /// <param name="existingToken">A token that stands already; null deploys one.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <exception cref="DeploymentException">The code on chain is not the contracts'.</exception>
    public static async Task<Deployment> DeployAsync(
        TransactionSender sender,
        Address? tokenHolder = null,
        BigInteger? supply = null,
        IReadOnlyList<Category>? categories = null,
        Address? existingToken = null,
        CancellationToken ct = default)
    {
        sender.Client.Errors.Add(HubClient.Errors);
        var start = await sender.Client.BlockNumberAsync(ct);
        var token = existingToken ?? await CreateAsync(sender, EctToken.Deploy(tokenHolder ?? sender.Address, supply ?? StandardSupply), ct);
        var apps = await CreateAsync(sender, AppRegistry.Deploy(), ct);
        var datasets = await CreateAsync(sender, DatasetRegistry.Deploy(), ct);
        var pools = await CreateAsync(sender, WorkerPoolRegistry.Deploy(), ct);
        var remedies = await CreateAsync(sender, EctHubRemedies.Deploy(), ct);
        var extension = await CreateAsync(sender, EctHubExtension.Deploy(pools, remedies), ct);
        var hub = await CreateAsync(sender, EctHub.Deploy(token, apps, datasets, categories ?? StandardCategories.All, extension), ct);
        var offers = await CreateAsync(sender, StandingOrders.Deploy(hub), ct);
        var deployment = await WithMatchmakerAsync(sender, new(sender.ChainId, token, apps, datasets, pools, hub, start, offers), ct);
        await VerifyAsync(sender.Client, deployment, isOwnToken: existingToken is null, ct);
        return deployment;
    }

    /// <summary>The deployment with a matchmaker: the one that it has, or a new one. It stands beside the other contracts, which do not know it.</summary>
    /// <param name="sender">Pays.</param>
    /// <param name="deployment">The contracts.</param>
    /// <param name="ct">Ends the waiting.</param>
    public static async Task<Deployment> WithMatchmakerAsync(TransactionSender sender, Deployment deployment, CancellationToken ct = default) =>
        deployment.Matchmaker.IsZero
            ? deployment with { Matchmaker = await CreateAsync(sender, Matchmaker.Deploy(deployment.Hub, deployment.Offers), ct) }
            : deployment;

    /// <summary>Checks that a node serves the deployment's chain and that the contracts there are the ones of this program.</summary>
    /// <param name="client">The node.</param>
    /// <param name="deployment">Where the contracts should stand.</param>
    /// <param name="isOwnToken">Whether the token must be an EctToken; another ERC-20 may serve too.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <exception cref="ChainMismatchException">The node serves another chain.</exception>
    /// <exception cref="DeploymentException">A contract is missing, is another one, or belongs to another hub.</exception>
    public static async Task VerifyAsync(EthClient client, Deployment deployment, bool isOwnToken = true, CancellationToken ct = default)
    {
        var chain = await client.ChainIdAsync(ct);
        if (chain != deployment.ChainId)
        {
            throw new ChainMismatchException(client.Endpoints.ToString(), deployment.ChainId, chain);
        }

        if (isOwnToken)
        {
            await RequireCodeAsync(client, deployment.Token, EctToken.Artifact, ct);
        }

        await RequireCodeAsync(client, deployment.Apps, AppRegistry.Artifact, ct);
        await RequireCodeAsync(client, deployment.Datasets, DatasetRegistry.Artifact, ct);
        await RequireCodeAsync(client, deployment.Pools, WorkerPoolRegistry.Artifact, ct);
        await RequireCodeAsync(client, deployment.Hub, EctHub.Artifact, ct);
        await RequireCodeAsync(client, deployment.Offers, StandingOrders.Artifact, ct);

        var hub = new EctHub(deployment.Hub);
        await RequireLinkAsync(client, deployment, "token", hub.Token(), deployment.Token, ct);
        await RequireLinkAsync(client, deployment, "app registry", hub.Apps(), deployment.Apps, ct);
        await RequireLinkAsync(client, deployment, "dataset registry", hub.Datasets(), deployment.Datasets, ct);
        await RequireLinkAsync(client, deployment, "pool registry", hub.Pools(), deployment.Pools, ct);

        var offersHub = await client.CallAsync(new StandingOrders(deployment.Offers).Hub(), cancellationToken: ct);
        if (offersHub != deployment.Hub)
        {
            throw new DeploymentException($"The standing offers at {deployment.Offers} are for the hub {offersHub}, the deployment names {deployment.Hub}: the deployment file mixes networks.");
        }

        if (!deployment.Matchmaker.IsZero)
        {
            await VerifyMatchmakerAsync(client, deployment, ct);
        }

        // The other parts of the hub's code run on the hub's storage: they are checked like the first. The hub took its pool
        // registry from the second, which knows the third.
        await RequireCodeAsync(client, await client.CallAsync(hub.Extension(), cancellationToken: ct), EctHubExtension.Artifact, ct);
        await RequireCodeAsync(client, await client.CallAsync(hub.Remedies(), cancellationToken: ct), EctHubRemedies.Artifact, ct);
    }

    private static async Task VerifyMatchmakerAsync(EthClient client, Deployment deployment, CancellationToken ct)
    {
        await RequireCodeAsync(client, deployment.Matchmaker, Matchmaker.Artifact, ct);
        var matchmaker = new Matchmaker(deployment.Matchmaker);
        var hub = await client.CallAsync(matchmaker.Hub(), cancellationToken: ct);
        var offers = await client.CallAsync(matchmaker.Offers(), cancellationToken: ct);
        if (hub != deployment.Hub || offers != deployment.Offers)
        {
            throw new DeploymentException($"The matchmaker at {deployment.Matchmaker} is for the hub {hub} and the offers {offers}, the deployment names {deployment.Hub} and {deployment.Offers}: the deployment file mixes networks.");
        }
    }

    private static async Task<Address> CreateAsync(TransactionSender sender, byte[] initCode, CancellationToken ct)
    {
        var receipt = await sender.SendAsync(null, initCode, cancellationToken: ct);
        return receipt.ContractAddress ?? throw new DeploymentException($"Transaction {receipt.TransactionHash} created no contract although it succeeded.");
    }

    private static async Task RequireCodeAsync(EthClient client, Address address, ContractArtifact artifact, CancellationToken ct)
    {
        var code = await client.GetCodeAsync(address, cancellationToken: ct);
        if (code.Length == 0)
        {
            throw new DeploymentException($"No contract stands at {address}, where {artifact.Name} should: the chain was reset, or the deployment file is of another network.");
        }

        if (!artifact.IsCodeOf(code))
        {
            throw new DeploymentException($"The contract at {address} is not the {artifact.Name} of this program: it is of another version, or the deployment file is of another network.");
        }
    }

    private static async Task RequireLinkAsync(EthClient client, Deployment deployment, string what, ContractCall<Address> call, Address expected, CancellationToken ct)
    {
        var actual = await client.CallAsync(call, cancellationToken: ct);
        if (actual != expected)
        {
            throw new DeploymentException($"The hub at {deployment.Hub} uses the {what} {actual}, the deployment names {expected}: the deployment file mixes networks.");
        }
    }
}
