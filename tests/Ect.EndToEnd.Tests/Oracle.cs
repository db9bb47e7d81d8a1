using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Transactions;
using Ect.Sdk.Deals;
using Ect.Sdk.Tasks;

namespace Ect.EndToEnd.Tests;

/// <summary>A sample contract that buys, on a test's network, and the one who asks it: nothing of what it buys is signed.</summary>
internal sealed class Oracle : IAsyncDisposable
{
    private readonly TestNetwork network;
    private readonly TransactionSender asker;
    private MonteCarloOracle contract = null!; // or an AnyPoolOracle, which answers alike

    private Oracle(TestNetwork network)
    {
        this.network = network;
        asker = new TransactionSender(network.Local.Chain, network.Local.Parties.Treasury.Key, network.Local.Network.ChainId);
    }

    public Address Address => contract.Address;

    private Deployment Deployment => network.Local.Network.Deployment;

    private EctToken Token => new(Deployment.Token);

    /// <summary>The one that is told of which pool to buy.</summary>
    public static Task<Oracle> DeployAsync(TestNetwork network) =>
        DeployAsync(network, MonteCarloOracle.Deploy(network.Local.Network.Deployment.Hub, network.Local.Network.Deployment.Offers));

    /// <summary>The one that finds its pool.</summary>
    public static Task<Oracle> DeployFinderAsync(TestNetwork network, BigInteger app, ushort trust, string requirements) =>
        DeployAsync(network, AnyPoolOracle.Deploy(network.Local.Network.Deployment.Matchmaker, app, trust, Hex.Decode(requirements)));

    private static async Task<Oracle> DeployAsync(TestNetwork network, byte[] code)
    {
        var oracle = new Oracle(network);
        network.Local.Chain.Errors.Add(AnyPoolOracle.Errors);
        oracle.contract = new MonteCarloOracle((await oracle.asker.SendAsync(null, code)).ContractAddress!.Value);
        return oracle;
    }

    /// <summary>Pays the oracle what the offers that stand cost, has it buy the task, and returns the task.</summary>
    public async Task<TaskInfo> AskAsync(BigInteger app, BigInteger? dataset, ushort mode, ushort trust, string parameters)
    {
        var purchase = new Purchase(app, dataset ?? 0, network.Local.Pool, Units.ParseEther("10"), 0, trust, mode, parameters);
        return await AskAsync(await network.Local.Chain.CallAsync(contract.PriceOf(purchase)), contract.Ask(purchase));
    }

    /// <summary>Has the oracle find a pool among all, or among some, and buy the task there.</summary>
    public Task<TaskInfo> AskAnyPoolAsync(BigInteger mostPrice, string parameters, params IReadOnlyList<BigInteger> among) =>
        AskAsync(mostPrice, new AnyPoolOracle(Address).AskAnyPool(parameters, mostPrice, among, 0, 100));

    private async Task<TaskInfo> AskAsync(BigInteger allowed, ContractCall ask)
    {
        await asker.SendAsync(Token.Approve(Address, allowed));
        var receipt = await asker.SendAsync(ask);
        var requested = receipt.Logs.Select(log => MonteCarloOracle.TaskRequestedEvent.TryDecode(log, out var e) ? e : null).OfType<MonteCarloOracle.TaskRequestedEvent>().Single();
        var task = (await network.Requester.Tasks.ListAsync(await network.Requester.Deals.GetAsync(requested.Deal))).Single();
        task.Id.Should().Be(requested.Task);
        return task;
    }

    public Task<byte[]> AnswerAsync(TaskInfo task) => network.Local.Chain.CallAsync(contract.AnswerOf(task.Id));

    public Task<RequestStatus> StatusAsync(TaskInfo task) => network.Local.Chain.CallAsync(contract.RequestStatus(task.Id));

    /// <summary>Waits until the contract has a task's result, or its money back.</summary>
    public Task HasAsync(TaskInfo task, RequestStatus status) => Testing.Eventually.HoldsAsync(
        $"task {task.Id} is {status} for the contract (logs: {network.Folders().Logs})",
        // A node may answer from a block that it is about to mine, and then again from the one before: the answer must be there, too.
        async () => await StatusAsync(task) == status && (status != RequestStatus.Done || (await AnswerAsync(task)).Length > 0),
        TimeSpan.FromMinutes(2));

    /// <summary>Tokens of who asks, outside the hub.</summary>
    public Task<BigInteger> AskersTokensAsync() => network.Local.Chain.CallAsync(Token.BalanceOf(asker.Address));

    /// <summary>The contract is an intermediary: no token of anybody stays with it.</summary>
    public async Task KeepsNothingAsync()
    {
        (await network.Local.Chain.CallAsync(Token.BalanceOf(Address))).Should().Be(BigInteger.Zero);
        var account = await new HubClient(network.Local.Chain, Deployment).AccountOfAsync(Address);
        (account.Free + account.Locked).Should().Be(BigInteger.Zero);
        await network.AssertConservedAsync();
    }

    public ValueTask DisposeAsync() => asker.DisposeAsync();
}
