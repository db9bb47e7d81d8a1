using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Testing;

namespace Ect.Contracts.Tests.Hub;

/// <summary>Events of many blocks, in windows that nodes accept.</summary>
public sealed class LogWindowTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private const int AtOnce = 4;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Windows_are_asked_for_four_at_once_and_their_logs_are_in_the_chains_order()
    {
        var expected = await EventsAsync();
        using var gate = new Gate();
        using var client = new EthClient(fixture.Client.Endpoints, options: new() { Attempts = 1 }, handler: gate);
        var hub = new HubClient(client, fixture.Deployment, options: new() { MaxLogRange = 3 });

        var logs = await hub.LogsAsync(fixture.Deployment.Token, [], ct: Ct);

        ShouldBe(logs, expected);
        gate.MostTogether.Should().Be(AtOnce);
    }

    [Theory]
    [InlineData(7, null)]
    [InlineData(1, null)]
    [InlineData(null, 3)]
    [InlineData(50, 2)]
    public async Task A_node_that_gives_fewer_blocks_or_logs_at_once_is_asked_for_fewer(int? blocks, int? logs)
    {
        var expected = await EventsAsync();
        var head = await fixture.Client.BlockNumberAsync(Ct);
        await using var node = new FaultyNode(fixture.Client.Endpoints[0]) { MostLogBlocks = (ulong?)blocks, MostLogs = logs };
        using var client = new EthClient(node.Uri);
        var hub = new HubClient(client, fixture.Deployment);

        ShouldBe(await hub.LogsAsync(fixture.Deployment.Token, [], 0, head, Ct), expected);
        if (logs is null)
        {
            node.Troubled.Should().BeLessThan((int)(2 * head / (ulong)blocks!) + 20, "a limit that was found out is kept to");
        }
    }

    [Fact]
    public async Task A_refusal_of_a_single_block_is_an_error()
    {
        await EventsAsync();
        await using var node = new FaultyNode(fixture.Client.Endpoints[0]) { MostLogs = 0 };
        using var client = new EthClient(node.Uri);
        var act = () => new HubClient(client, fixture.Deployment).LogsAsync(fixture.Deployment.Token, [], ct: Ct);
        (await act.Should().ThrowAsync<RpcException>()).Which.Message.Should().Contain("query returned more than 0 results");
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(ulong.MaxValue)]
    public async Task Any_range_is_searched_to_its_end_and_an_empty_one_has_nothing(ulong most)
    {
        var expected = await EventsAsync();
        var hub = new HubClient(fixture.Client, fixture.Deployment, options: new() { MaxLogRange = most });
        var last = expected[^1];
        ShouldBe(await hub.LogsAsync(fixture.Deployment.Token, [], last.BlockNumber, last.BlockNumber, Ct), expected.Where(log => log.BlockNumber == last.BlockNumber));
        ShouldBe(await hub.LogsAsync(fixture.Deployment.Token, [], 1, last.BlockNumber, Ct), expected);
        (await hub.LogsAsync(fixture.Deployment.Token, [], last.BlockNumber + 1, last.BlockNumber, Ct)).Should().BeEmpty();
    }

    /// <summary>Makes some events of the token, and finds all that there are by a single request.</summary>
    private async Task<IReadOnlyList<Log>> EventsAsync()
    {
        var rich = fixture.HubOf(fixture.Keys[0]);
        for (var i = 1; i <= 5; i++)
        {
            await rich.TransferAsync(fixture.Requester.Address, i, Ct);
            await fixture.Client.CallAsync("anvil_mine", i);
        }

        return await fixture.Client.GetLogsAsync(new() { Addresses = [fixture.Deployment.Token], FromBlock = fixture.Deployment.FromBlock, ToBlock = BlockTag.Latest }, Ct);
    }

    private static void ShouldBe(IEnumerable<Log> logs, IEnumerable<Log> expected) => logs.Should().BeEquivalentTo(expected, options => options.WithStrictOrdering());

    /// <summary>Holds the first requests for logs back until four have come, and counts how many there are at once.</summary>
    private sealed class Gate() : DelegatingHandler(new SocketsHttpHandler())
    {
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _together;

        public int MostTogether { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!(await request.Content!.ReadAsStringAsync(cancellationToken)).Contains("eth_getLogs", StringComparison.Ordinal))
            {
                return await base.SendAsync(request, cancellationToken);
            }

            lock (_open)
            {
                MostTogether = Math.Max(MostTogether, ++_together);
                if (MostTogether >= AtOnce)
                {
                    _open.TrySetResult();
                }
            }

            try
            {
                await _open.Task.WaitAsync(cancellationToken);
                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                lock (_open)
                {
                    _together--;
                }
            }
        }
    }
}
