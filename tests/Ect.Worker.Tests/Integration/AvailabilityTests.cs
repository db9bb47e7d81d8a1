using System.Numerics;
using Ect.Content;
using Ect.Content.Http;
using Ect.Content.Trees;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Transactions;
using Ect.Protocol.Deals;
using Ect.Testing;
using Ect.Worker.Availability;

namespace Ect.Worker.Tests.Integration;

/// <summary>
/// A worker whose paid result the content server loses, on a real chain whose clock moves by hours. It is started anew after each
/// challenge: all it knows is in its folder and on the chain.
/// </summary>
public sealed class AvailabilityTests(TestNetwork network) : IClassFixture<TestNetwork>
{
    private static readonly string MonteCarlo = RepositoryRoot.File("samples", "monte-carlo", "monte-carlo.wasm");
    private static readonly string Hostile = RepositoryRoot.File("samples", "hostile", "hostile.wasm");
    private static readonly Uri NoScheduler = new("http://127.0.0.1:1");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_server_lost_is_uploaded_again_and_the_challenger_withdraws()
    {
        using var folder = new TemporaryFolder();
        var key = await network.NewSeatedWorkerAsync();
        var (deal, root) = await SettleAsync(key, folder.Path, epoch: 1);
        network.Lose(root);
        await using var sender = network.Sender(await network.NewWorkerAsync());
        var hub = await ChallengeAsync(sender, deal, root);

        await using (RunningWorker.Start(network, key, NoScheduler, folder.Path))
        {
            using var content = new ContentClient(network.ContentUrl);
            await Eventually.HoldsAsync("the block is there again", () => content.HasAsync(root, Stop), cancellationToken: Stop);
        }

        (await hub.WithdrawChallengeAsync(deal, 0, DigestOf(root), Stop)).Should().NotBeNull();
        (await network.AccountAsync(sender.Address)).Should().BeEquivalentTo(new { Free = Units.ParseEther("100"), Locked = BigInteger.Zero });
    }

    [Fact]
    public async Task What_the_server_refuses_is_published_in_the_second_half_and_brings_the_bond()
    {
        using var folder = new TemporaryFolder();
        var key = await network.NewSeatedWorkerAsync();
        var (deal, root) = await SettleAsync(key, folder.Path, epoch: 2);
        await using var sender = network.Sender(await network.NewWorkerAsync());
        await network.RefusingAsync(root, async () =>
        {
            var hub = await ChallengeAsync(sender, deal, root);
            await using (var worker = RunningWorker.Start(network, key, NoScheduler, folder.Path))
            {
                await LogsAsync(worker, "could not be answered yet");
            }

            await network.PassAsync((HubRules.AnswerPeriod / 2) + 1);
            await using (var worker = RunningWorker.Start(network, key, NoScheduler, folder.Path))
            {
                await LogsAsync(worker, "published on chain");
            }

            var published = (await hub.PublishedBlocksAsync(TaskId.Of(deal, 0), ct: Stop)).Should().ContainSingle().Subject;
            published.Publisher.Should().Be(key.Address);
            root.Matches(await hub.ReadPublishedAsync(published, Stop)).Should().BeTrue();
        });
        (await network.AccountAsync(key.Address)).Free.Should().Be(Units.ParseEther("66"), "50 that are not in its seat, and the bond: a price of 11 and a stake of 5");
        (await network.AccountAsync(sender.Address)).Should().BeEquivalentTo(new { Free = Units.ParseEther("84"), Locked = BigInteger.Zero });
    }

    /// <summary>The largest block that a result has, without a zero byte in it, two steps below the root.</summary>
    [Fact]
    public async Task The_largest_chunk_of_a_result_is_published_for_the_gas_that_the_worker_reckons_with()
    {
        using var folder = new TemporaryFolder();
        var key = await network.NewSeatedWorkerAsync();
        var (deal, root) = await SettleAsync(key, folder.Path, epoch: 3, Hostile, """{"args":["flood-stdout"]}""");
        await using var sender = network.Sender(await network.NewWorkerAsync());
        using var content = new ContentClient(network.ContentUrl);
        var printed = (await ContentTree.FindAsync(content, root, "stdout.txt", Stop))!;
        var chunk = await ContentTree.ReadChunksAsync(content, printed.Cid, Stop).FirstAsync(Stop);
        chunk.Length.Should().Be(64 * 1024);
        await network.RefusingAsync(Cid.Hash(CidCodec.Raw, chunk.Span), async () =>
        {
            var missing = (await ContentTree.FindMissingAsync(content, root, cancellationToken: Stop)).First(block => block.Cid.Codec == CidCodec.Raw);
            missing.Path.Should().Be("stdout.txt");
            var hub = await ChallengeAsync(sender, deal, missing.Cid, [.. missing.Steps.Select(step => new Step(step.Node.ToArray(), (uint)step.Link))]);
            await network.PassAsync((HubRules.AnswerPeriod / 2) + 1);
            await using var worker = RunningWorker.Start(network, key, NoScheduler, folder.Path);
            await LogsAsync(worker, "published on chain");

            var published = (await hub.PublishedBlocksAsync(TaskId.Of(deal, 0), ct: Stop)).Should().ContainSingle().Subject;
            (await hub.ReadPublishedAsync(published, Stop)).Should().Equal(chunk.ToArray());
            var used = (await network.Client.GetTransactionReceiptAsync(published.Position.TransactionHash, Stop))!.GasUsed;
            (3 * (BigInteger)used).Should().BeLessThanOrEqualTo(AnswerDecision.GasOf(chunk.Length)).And.BeGreaterThan(AnswerDecision.GasOf(chunk.Length) * 9 / 10);
        });
    }

    /// <summary>Whoever settles could otherwise hide the pages from those who must prove by them, and have them slashed.</summary>
    [Fact]
    public async Task Settlements_and_blocks_in_encodings_that_only_the_hub_takes_are_read_all_the_same()
    {
        using var folder = new TemporaryFolder();
        var key = await network.NewSeatedWorkerAsync();
        await using var sender = network.Sender(await network.NewWorkerAsync());
        using var content = new ContentClient(network.ContentUrl);
        foreach (var (odd, epoch) in new[] { (Odd.Padding, 4UL), (Odd.CutShort, 5UL), (Odd.TailsFirst, 6UL) })
        {
            var (deal, root) = await SettleAsync(key, folder.Path, epoch, odd: odd);
            var hub = await ChallengeAsync(sender, deal, root);
            var block = (await content.GetAsync(root, Stop)).Data.ToArray();
            var call = network.Hub.PublishBlock(deal, 0, block);
            await sender.SendAsync(call with { Data = call.Data[..^((32 - (block.Length % 32)) % 32)] }, cancellationToken: Stop);

            var published = (await hub.PublishedBlocksAsync(TaskId.Of(deal, 0), ct: Stop)).Should().ContainSingle().Subject;
            (await hub.ReadPublishedAsync(published, Stop)).Should().Equal(block);
        }
    }

    private static Bytes32 DigestOf(Cid cid) => Bytes32.FromBytes(cid.Digest);

    private async Task<HubClient> ChallengeAsync(TransactionSender sender, Deal deal, Cid block, params Step[] path)
    {
        var hub = new HubClient(network.Client, network.Deployment, sender);
        var proof = (await hub.FindSettlementAsync(deal, 0, ct: Stop))!.Value.Pages.ProofOf(DealId.Of(deal), 0)!;
        (await hub.ChallengeResultAsync(deal, 0, proof, path, DigestOf(block), Stop)).Should().NotBeNull();
        return hub;
    }

    /// <summary>A worker computes a task, an epoch settles it, the worker sees that and stops: the deal, and the root of the result.</summary>
    private async Task<(Deal Deal, Cid Root)> SettleAsync(PrivateKey key, string folder, ulong epoch, string? app = null, string arguments = """{"args":["1000"]}""", Odd odd = Odd.Not)
    {
        var (deal, parameters) = await network.BuyAsync(app ?? MonteCarlo, arguments, mode: 0);
        var scheduler = new EpochScheduler(network, deal, epoch);
        await using var server = await TestScheduler.StartAsync(network);
        await using var worker = RunningWorker.Start(network, key, server.Url, folder);
        var connection = await server.NextAsync();
        await connection.AssignAsync(network.Assign(deal, parameters, 0, key.Address, epochPath: true));
        scheduler.Take(key.Address, (await connection.NextAsync()).Contributed);
        await connection.SendAsync(scheduler.Receipt(key.Address, 0));
        await scheduler.AnchorAsync();
        await connection.SendAsync(scheduler.Anchored(key.Address, 0));
        var opened = (await connection.NextAsync()).Opened;
        await connection.SendAsync(scheduler.Open(key.Address, 0, opened));
        await connection.SendAsync(scheduler.Propose(scheduler.Draft()));
        var signature = (await connection.NextAsync()).Signed.Signature.ToByteArray();
        await scheduler.SettleAsync(scheduler.Draft(), new Dictionary<Address, byte[]> { [key.Address] = signature }, odd);
        await LogsAsync(worker, "contribution accepted");
        return (deal, Cid.FromDigest(opened.Digest.Span));
    }

    private static Task LogsAsync(RunningWorker worker, string text) =>
        Eventually.HoldsAsync($"the worker logs '{text}'", () => worker.Log.Lines.Any(line => line.Contains(text, StringComparison.Ordinal)), cancellationToken: Stop);
}
