using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Transactions;
using Ect.Sdk.Deals;
using Ect.Sdk.Tasks;

namespace Ect.EndToEnd.Tests;

/// <summary>The sample contract that buys, on a test's network, and the one who asks it: nothing of what it buys is signed.</summary>
internal sealed class Oracle : IAsyncDisposable
{
    private readonly TestNetwork network;
    private readonly TransactionSender asker;
    private MonteCarloOracle contract = null!;

    private Oracle(TestNetwork network)
    {
        this.network = network;
        asker = new TransactionSender(network.Local.Chain, network.Local.Parties.Treasury.Key, network.Local.Network.ChainId);
    }

    public Address Address => contract.Address;

    private Deployment Deployment => network.Local.Network.Deployment;

    private EctToken Token => new(Deployment.Token);

    public static async Task<Oracle> DeployAsync(TestNetwork network)
    {
        var oracle = new Oracle(network);
        var receipt = await oracle.asker.SendAsync(null, MonteCarloOracle.Deploy(oracle.Deployment.Hub, oracle.Deployment.Offers));
        oracle.contract = new MonteCarloOracle(receipt.ContractAddress!.Value);
        return oracle;
    }

    /// <summary>Pays the oracle what the offers that stand cost, has it buy the task, and returns the task.</summary>
    public async Task<TaskInfo> AskAsync(BigInteger app, BigInteger? dataset, ushort mode, ushort trust, string parameters)
    {
        var purchase = new Purchase(app, dataset ?? 0, network.Local.Pool, Units.ParseEther("10"), 0, trust, mode, parameters);
        var price = await network.Local.Chain.CallAsync(contract.PriceOf(purchase));
        await asker.SendAsync(Token.Approve(Address, price));
        var receipt = await asker.SendAsync(contract.Ask(purchase));
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
        async () => await StatusAsync(task) == status,
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
