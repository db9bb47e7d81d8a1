using System.Text.Json.Nodes;
using Ect.Cli.Up;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;

namespace Ect.Cli.Tests.Up;

public sealed class AnvilRoleTests : IDisposable
{
    private static readonly Address Sender = Address.Parse("0x00000000000000000000000000000000000ec700");
    private readonly string _folder = Directory.CreateTempSubdirectory("ect-test-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string State => Path.Combine(_folder, "state.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>What it mined while it wrote its state was in the file in part: it then began with an older one.</summary>
    [Fact]
    public async Task A_chain_that_is_asked_to_end_first_mines_what_waits()
    {
        using var ports = new Ports();
        var port = ports.Choose(38545);
        using var chain = new EthClient(LocalPorts.Url(port));
        await using var process = new RoleProcess(AnvilRole.Create(port, State, chain), _folder, new LogView(null), TimeProvider.System);
        await process.StartAsync(Ct);
        await chain.CallAsync("anvil_setBalance", Sender.ToString(), "0xde0b6b3a7640000");
        await chain.CallAsync("anvil_impersonateAccount", Sender.ToString());
        await chain.CallAsync("eth_sendTransaction", new JsonObject { ["from"] = Sender.ToString(), ["to"] = Address.Zero.ToString(), ["value"] = "0x1" });

        await process.StopAsync();

        ChainStateFile.Examine(State).Should().Be(ChainStateSoundness.Sound);
        SentIn(State).Should().Be(1);
    }

    private static ulong SentIn(string state)
    {
        var accounts = JsonNode.Parse(File.ReadAllText(state))!["accounts"]!.AsObject();
        return accounts.Single(account => string.Equals(account.Key, Sender.ToString(), StringComparison.OrdinalIgnoreCase)).Value!["nonce"]!.GetValue<ulong>();
    }
}
