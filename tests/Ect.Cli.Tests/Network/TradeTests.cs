using System.Text.Json;
using Ect.Cli.Frame;
using Ect.Content;
using Ect.Content.Http;
using Ect.Content.Trees;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Signing;
using Ect.Scheduler;
using Microsoft.Extensions.Logging;

namespace Ect.Cli.Tests.Network;

/// <summary>From publishing to a deal to its settlement, by command lines alone, on a real chain.</summary>
public sealed class TradeTests(LocalServices services) : IClassFixture<LocalServices>, IAsyncLifetime
{
    private const string Apps = "apps";
    private const string Pool = "pool";
    private const string Buyer = "buyer";

    private readonly Cli _cli = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        services.Network.Save(Path.Combine(_cli.Home, "networks", "local", "network.json"));
        string[] names = ["rich", Apps, Pool, Buyer];
        for (var i = 0; i < names.Length; i++)
        {
            await _cli.JsonAsync("wallet", "import", _cli.WriteFile($"{names[i]}.key", services.Keys[i]), "--name", names[i]);
        }

        foreach (var name in new[] { Pool, Buyer })
        {
            await _cli.JsonAsync("wallet", "send", "1000", name, "--wallet", "rich");
            await _cli.JsonAsync("wallet", "deposit", "200", "--wallet", name);
        }
    }

    public ValueTask DisposeAsync()
    {
        _cli.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Publishing_the_same_again_changes_nothing()
    {
        var file = NewAppFile();

        var first = await _cli.JsonAsync("app", "publish", file, "--name", "again", "--wallet", Apps);
        var second = await _cli.JsonAsync("app", "publish", file, "--name", "again", "--wallet", Apps);

        first.GetProperty("isNew").GetBoolean().Should().BeTrue();
        second.GetProperty("isNew").GetBoolean().Should().BeFalse();
        second.GetProperty("asset").GetProperty("id").GetString().Should().Be(first.GetProperty("asset").GetProperty("id").GetString());
        (await _cli.JsonAsync("app", "show", "again")).GetProperty("name").GetString().Should().Be("again");
        (await _cli.JsonAsync("app", "list")).GetProperty("assets").EnumerateArray().Count(app => app.GetProperty("id").GetString() == Id(first)).Should().Be(1);
        (await _cli.JsonAsync("app", "show", Id(first)[..12])).GetProperty("id").GetString().Should().Be(Id(first));
    }

    [Fact]
    public async Task Work_is_bought_at_the_cheapest_offers_and_its_money_is_locked()
    {
        var app = await OfferAppAsync("0.5");
        await OfferAppAsync("9", app);
        await OfferPoolAsync("3", "work");
        var before = await MoneyAsync(Buyer);

        var run = await _cli.JsonAsync("run", app, "--tasks", "4", "--trust", "2", "--pool", "work", "--wallet", Buyer, "--args", "one", "two");

        run.GetProperty("price").GetString().Should().Be("14");
        var dealId = run.GetProperty("deals")[0].GetString()!;
        var shown = await _cli.JsonAsync("deal", "show", dealId);
        shown.GetProperty("deal").GetProperty("pricePerTask").GetString().Should().Be("3.5");
        shown.GetProperty("deal").GetProperty("params").GetString().Should().MatchRegex("""^\{"args":\["one","two"\],"logKey":"0x0[23][0-9a-f]{64}"\}$""", "the buyer alone can read what the tasks print");
        shown.GetProperty("tasks").GetArrayLength().Should().Be(4);
        shown.GetProperty("tasks")[0].GetProperty("status").GetString().Should().Be("unset");
        shown.GetProperty("tasks")[0].GetProperty("why").GetString().Should().Contain("No worker has contributed yet");
        var after = await MoneyAsync(Buyer);
        (before.Free - after.Free).Should().Be(14m);
        (after.Locked - before.Locked).Should().Be(14m);
        (await _cli.JsonAsync("deal", "list", "--requester", Buyer)).GetProperty("deals").EnumerateArray().Select(deal => deal.GetProperty("id").GetString()).Should().Contain(dealId);
        (await _cli.JsonAsync("task", "show", $"{dealId[..10]}:3")).GetProperty("index").GetInt32().Should().Be(3);
    }

    [Fact]
    public async Task A_bag_larger_than_any_offer_becomes_several_deals_without_a_gap()
    {
        var app = await OfferAppAsync("0");
        await OfferPoolAsync("1", "split", volume: 2);
        await _cli.JsonAsync("order", "sign", "pool", "split", "--price", "2", "--volume", "10", "--post", "--wallet", Pool);

        var run = await _cli.JsonAsync("run", app, "--tasks", "5", "--pool", "split", "--wallet", Buyer);

        run.GetProperty("price").GetString().Should().Be("8");
        var deals = new List<(int First, int Size)>();
        foreach (var id in run.GetProperty("deals").EnumerateArray())
        {
            var deal = (await _cli.JsonAsync("deal", "show", id.GetString()!)).GetProperty("deal");
            deals.Add((deal.GetProperty("first").GetInt32(), deal.GetProperty("size").GetInt32()));
        }

        deals.Should().Equal((0, 2), (2, 3));
    }

    [Fact]
    public async Task Where_nothing_fits_every_reason_is_told()
    {
        var app = await OfferAppAsync("0.5");
        await OfferPoolAsync("3", "unfit");

        var none = await _cli.FailureAsync("run", await PublishAppAsync(), "--wallet", Buyer);
        none.Code.Should().Be("no_match");
        none.Exit.Should().Be(ExitCode.NotFound);
        none.Message.Should().Contain("Nobody offers this app");

        var dear = await _cli.FailureAsync("run", app, "--pool", "unfit", "--max-price", "3", "--wallet", Buyer);
        dear.Message.Should().Contain("3.5 ECT").And.Contain("maximum of 3 ECT");

        var distrust = await _cli.FailureAsync("run", app, "--pool", "unfit", "--trust", "9", "--wallet", Buyer);
        distrust.Message.Should().Contain("9 agreeing votes");
    }

    [Fact]
    public async Task A_pool_that_takes_other_requests_is_left_out_with_the_clause_and_the_others_are_chosen_among_by_preference()
    {
        var page = new Uri($"http://127.0.0.1:{FreePort()}");
        var app = await OfferAppAsync("0");
        await OfferPoolAsync("0.5", "picky", statusPage: page);
        await OfferPoolAsync("4", "easy");
        using var key = PrivateKey.Parse(services.Keys[2]);
        await using var scheduler = await RunningScheduler.StartAsync(
            new()
            {
                Rpc = services.Network.Rpc,
                Deployment = services.Network.Deployment,
                Key = key,
                Pool = Bytes32.Parse((await _cli.JsonAsync("pool", "show", "picky")).GetProperty("id").GetString()!).ToNumber(),
                DataFolder = Path.Combine(_cli.Home, "picky"),
                ListenUrl = new("http://127.0.0.1:0"),
                StatusUrl = page,
                Rules = new() { Requirements = "TARGET.Tasks > 5" },
                ConfigureLogging = static logging => logging.ClearProviders(),
            },
            Stop);

        var refused = await _cli.FailureAsync("run", app, "--pool", "picky", "--wallet", Buyer);
        refused.Code.Should().Be("no_match");
        refused.Message.Should().Contain("Pool picky (0x").And.Contain("takes other requests: TARGET.Tasks > 5 is false");

        var small = await _cli.JsonAsync("run", app, "--prefer", "price=1", "--wallet", Buyer);
        small.GetProperty("pools").GetProperty("refused").EnumerateArray().Select(pool => pool.GetProperty("name").GetString()).Should().Equal("picky");
        Candidates(small).Should().Contain("easy").And.NotContain("picky");

        var large = await _cli.JsonAsync("run", app, "--tasks", "6", "--prefer", "price=1", "--wallet", Buyer);
        Candidates(large).Should().Contain("easy").And.StartWith("picky", "it is the cheapest that there is");
        var best = large.GetProperty("pools").GetProperty("candidates")[0];
        best.GetProperty("seconds").GetDouble().Should().Be(8 * 60, "nobody is connected to it");
        best.GetProperty("why").GetString().Should().StartWith("price +");
        (await _cli.JsonAsync("deal", "show", large.GetProperty("deals")[0].GetString()!)).GetProperty("deal").GetProperty("pool").GetProperty("name").GetString().Should().Be("picky");

        static IEnumerable<string?> Candidates(JsonElement run) => run.GetProperty("pools").GetProperty("candidates").EnumerateArray().Select(pool => pool.GetProperty("name").GetString());
    }

    [Fact]
    public async Task Who_cannot_pay_is_told_before_anything_is_signed()
    {
        var app = await OfferAppAsync("100000");
        await OfferPoolAsync("1", "costly");
        var (exit, code, message) = await _cli.FailureAsync("run", app, "--pool", "costly", "--tasks", "2", "--wallet", Buyer);
        (exit, code).Should().Be((ExitCode.Refused, "insufficient_balance"));
        message.Should().Contain("200002 ECT");
    }

    [Fact]
    public async Task A_cancelled_order_is_refused_by_board_and_chain()
    {
        var app = await PublishAppAsync();
        var file = Path.Combine(_cli.Home, "cancelled.json");
        await _cli.JsonAsync("order", "sign", "app", app, "--price", "1", "--out", file, "--wallet", Apps);
        (await _cli.JsonAsync("order", "post", file)).GetProperty("isNew").GetBoolean().Should().BeTrue();
        (await _cli.JsonAsync("order", "list", "app", "--asset", app)).GetProperty("orders").GetArrayLength().Should().Be(1);

        await _cli.JsonAsync("order", "cancel", file, "--wallet", Apps);

        (await _cli.JsonAsync("order", "list", "app", "--asset", app)).GetProperty("orders").GetArrayLength().Should().Be(0);
        (await _cli.FailureAsync("order", "post", file)).Code.Should().Be("order_refused");
        (await _cli.JsonAsync("order", "show", file)).GetProperty("remaining").GetString().Should().Be("0");
    }

    [Fact]
    public async Task Orders_match_from_files_and_a_refusal_names_the_contracts_error()
    {
        var app = await PublishAppAsync();
        await PublishPoolAsync("files");
        string[] files = [.. new[] { "app", "pool", "request" }.Select(name => Path.Combine(_cli.Home, $"{Guid.NewGuid():n}-{name}.json"))];
        await _cli.JsonAsync("order", "sign", "app", app, "--price", "1", "--out", files[0], "--wallet", Apps);
        await _cli.JsonAsync("order", "sign", "pool", "files", "--price", "1", "--out", files[1], "--wallet", Pool);
        await _cli.JsonAsync("order", "sign", "request", app, "--app-max-price", "1", "--pool-max-price", "0.5", "--out", files[2], "--wallet", Buyer);
        string[] match = ["order", "match", "--app", files[0], "--pool", files[1], "--request", files[2], "--wallet", "rich"];

        var (exit, code, message) = await _cli.FailureAsync(match);
        (exit, code).Should().Be((ExitCode.Refused, "PriceTooHigh"));
        message.Should().Contain("1000000000000000000");

        await _cli.JsonAsync("order", "sign", "request", app, "--app-max-price", "1", "--pool-max-price", "1", "--out", files[2], "--wallet", Buyer);
        var deal = await _cli.JsonAsync(match);
        deal.GetProperty("size").GetInt32().Should().Be(1);
    }

    [Fact]
    public async Task An_offer_of_somebody_elses_asset_is_not_signed()
    {
        var app = await PublishAppAsync();
        (await _cli.FailureAsync("order", "sign", "app", app, "--price", "1", "--wallet", Buyer)).Code.Should().Be("invalid_value");
    }

    [Fact]
    public async Task A_stranger_finalises_what_was_revealed_and_the_result_verifies()
    {
        var (deal, task) = await BuyOneAsync("finalise", worker: 4);
        var digest = await UploadResultAsync("the answer is 42");
        await ContributeAsync(deal, 4, digest);
        var worker = services.HubOf(4);
        await services.HubOf(2).OpenRevealAsync(deal, 0, Stop);
        await worker.RevealAsync(deal, 0, digest, ResultHash.NoData, Salt, Stop);

        var done = await _cli.JsonAsync("task", "finalize", task, "--wallet", "rich");

        done.GetProperty("status").GetString().Should().Be("completed");
        done.GetProperty("contributors")[0].GetProperty("outcome").GetString().Should().Be("right");
        var folder = Path.Combine(_cli.Home, "result");
        var result = await _cli.JsonAsync("task", "result", task, "--out", folder);
        result.GetProperty("result").GetProperty("verified").GetBoolean().Should().BeTrue();
        result.GetProperty("result").GetProperty("cid").GetString().Should().Be(Cid.FromDigest(digest.ToBytes()).ToString());
        (await File.ReadAllTextAsync(Path.Combine(folder, "answer.txt"), Stop)).Should().Be("the answer is 42");
        (await _cli.JsonAsync("task", "watch", task, "--timeout", "30s")).GetProperty("status").GetString().Should().Be("completed");
    }

    [Fact]
    public async Task One_altered_bit_in_the_store_ends_the_download_and_leaves_nothing()
    {
        var (deal, task) = await BuyOneAsync("tamper", worker: 5);
        var digest = await UploadResultAsync($"honest {Guid.NewGuid()}");
        await ContributeAsync(deal, 5, digest);
        await services.HubOf(2).OpenRevealAsync(deal, 0, Stop);
        await services.HubOf(5).RevealAsync(deal, 0, digest, ResultHash.NoData, Salt, Stop);
        await _cli.JsonAsync("task", "finalize", task, "--wallet", "rich");
        Alter(Cid.FromDigest(digest.ToBytes()));

        var folder = Path.Combine(_cli.Home, "tampered");
        var (exit, code, _) = await _cli.FailureAsync("task", "result", task, "--out", folder);

        (exit, code).Should().Be((ExitCode.VerificationFailed, "content_tampered"));
        Directory.Exists(folder).Should().BeFalse();
    }

    [Fact]
    public async Task A_task_that_nobody_did_is_claimed_after_its_deadline_and_refunded()
    {
        var before = await MoneyAsync(Buyer);
        var (_, task) = await BuyOneAsync("claim");
        var early = await _cli.FailureAsync("task", "claim", task, "--wallet", "rich");
        early.Code.Should().Be("task_not_ready");
        early.Message.Should().Contain("No worker has contributed yet");

        await services.AdvanceAsync(601);
        var claimed = await _cli.JsonAsync("task", "claim", task, "--wallet", "rich");

        claimed.GetProperty("status").GetString().Should().Be("failed");
        var after = await MoneyAsync(Buyer);
        after.Locked.Should().Be(before.Locked);
        after.Free.Should().Be(before.Free + 0.6m, "the scheduler that did nothing pays for it");
    }

    [Fact]
    public async Task A_deal_that_its_scheduler_left_is_closed_by_a_stranger_step_by_step()
    {
        var (deal, task) = await BuyOneAsync("left", worker: 7);
        var digest = await UploadResultAsync("the answer is 43");
        await ContributeAsync(deal, 7, digest);
        (await CloseAsync(task)).Should().Be(("none", "active"));
        var early = await _cli.FailureAsync("task", "open-reveal", task, "--wallet", "rich");
        early.Code.Should().Be("task_not_ready");
        early.Message.Should().Contain("workers may still contribute").And.Contain("UTC");

        await services.AdvanceAsync(481);
        (await CloseAsync(task)).Should().Be(("openReveal", "revealing"));
        (await CloseAsync(task)).Should().Be(("none", "revealing"));
        await services.HubOf(7).RevealAsync(deal, 0, digest, ResultHash.NoData, Salt, Stop);
        await services.AdvanceAsync(61);
        (await CloseAsync(task)).Should().Be(("finalize", "completed"));
        (await CloseAsync(task)).Should().Be(("none", "completed"));
    }

    [Fact]
    public async Task A_task_whose_contributors_vanished_is_claimed_after_a_reveal_phase_that_anybody_opens()
    {
        var before = await MoneyAsync(Buyer);
        var (deal, task) = await BuyOneAsync("vanished", worker: 8);
        await ContributeAsync(deal, 8, await UploadResultAsync("never shown"));
        await services.AdvanceAsync(601);
        var tooSoon = await _cli.FailureAsync("task", "claim", task, "--wallet", "rich");
        tooSoon.Code.Should().Be("task_not_ready");
        tooSoon.Message.Should().Contain("ect task open-reveal");

        (await _cli.JsonAsync("task", "open-reveal", task, "--wallet", "rich")).GetProperty("status").GetString().Should().Be("revealing");
        await services.AdvanceAsync(61);
        (await CloseAsync(task)).Should().Be(("none", "revealing"));
        await services.AdvanceAsync(61);
        (await CloseAsync(task)).Should().Be(("claim", "failed"));

        (await MoneyAsync(Buyer)).Should().Be(before, "the payer is refunded, and the stakes are burned");
        var account = await services.HubOf(0).AccountOfAsync(services.HubOf(8).Account!.Value, Stop);
        account.Locked.Should().Be(0);
    }

    [Fact]
    public async Task A_seat_is_taken_raised_and_given_back_by_commands()
    {
        await PublishPoolAsync("seats");
        await _cli.JsonAsync("wallet", "import", _cli.WriteFile("sitter.key", services.Keys[6]), "--name", "sitter");
        await _cli.JsonAsync("wallet", "send", "100", "sitter", "--wallet", "rich");
        await _cli.JsonAsync("wallet", "deposit", "40", "--wallet", "sitter");
        (await _cli.FailureAsync("seat", "take", "seats", "--bond", "41", "--wallet", "sitter")).Code.Should().Be("insufficient_balance");
        (await _cli.FailureAsync("seat", "take", "seats", "--bond", "5", "--wallet", "sitter")).Code.Should().Be("SeatBondTooLow");
        (await _cli.FailureAsync("seat", "take", "seats", "--bond", "10.0000000001", "--wallet", "sitter")).Code.Should().Be("invalid_value");

        var taken = await _cli.JsonAsync("seat", "take", "seats", "--wallet", "sitter");
        (taken.GetProperty("bond").GetString(), taken.GetProperty("pool").GetProperty("name").GetString()).Should().Be(("10", "seats"));
        (await _cli.JsonAsync("seat", "raise", "15", "--wallet", "sitter")).GetProperty("bond").GetString().Should().Be("25");
        (await _cli.JsonAsync("pool", "roster", "seats")).GetProperty("seats").GetInt32().Should().Be(1);
        (await _cli.JsonAsync("pool", "roster", "seats", "--seat-bond", "30", "--wallet", Pool)).GetProperty("seatBond").GetString().Should().Be("30");
        (await _cli.JsonAsync("seat", "collect", "--wallet", "sitter")).GetProperty("earned").GetString().Should().Be("0");
        (await _cli.RunAsync("seat", "show", "sitter")).Out.Should().Contain("bond     25 ECT").And.Contain("pool seats");
        var left = await _cli.JsonAsync("seat", "leave", "--wallet", "sitter");
        left.GetProperty("leaving").GetString().Should().Be("25");
        (await _cli.FailureAsync("seat", "leave", "--wallet", "sitter")).Code.Should().Be("invalid_value");
        (await _cli.FailureAsync("seat", "withdraw", "--wallet", "sitter")).Code.Should().Be("BondStillAtStake");

        await services.AdvanceAsync(86_400);
        (await _cli.JsonAsync("seat", "withdraw", "--wallet", "sitter")).GetProperty("leaving").GetString().Should().Be("0");
        (await MoneyAsync("sitter")).Free.Should().Be(40m);
    }

    [Fact]
    public async Task A_worker_is_installed_for_the_pool_that_has_the_title_now_by_its_id()
    {
        var pool = Id(await PublishPoolAsync("installed"));
        _cli.Variables["XDG_CONFIG_HOME"] = Path.Combine(_cli.Home, "config");

        var installed = await _cli.JsonAsync("worker", "install", "--pool", "installed", "--wallet", Buyer);

        (await File.ReadAllTextAsync(installed.GetProperty("unitFile").GetString()!, Stop)).Should().Contain($"--pool {pool} ").And.NotContain("--pool installed");
    }

    [Fact]
    public async Task A_sponsor_pays_what_another_requests()
    {
        var app = await PublishAppAsync();
        await PublishPoolAsync("sponsored");
        string[] files = [.. new[] { "app", "pool", "request" }.Select(name => Path.Combine(_cli.Home, $"{Guid.NewGuid():n}-{name}.json"))];
        await _cli.JsonAsync("order", "sign", "app", app, "--price", "1", "--out", files[0], "--wallet", Apps);
        await _cli.JsonAsync("order", "sign", "pool", "sponsored", "--price", "1", "--out", files[1], "--wallet", Pool);
        await _cli.JsonAsync("order", "sign", "request", app, "--app-max-price", "1", "--pool-max-price", "1", "--value", "1.5", "--direct", "--out", files[2], "--wallet", Apps);
        var before = await MoneyAsync(Buyer);

        var deal = await _cli.JsonAsync("order", "sponsor", "--app", files[0], "--pool", files[1], "--request", files[2], "--wallet", Buyer);

        (await MoneyAsync(Buyer)).Locked.Should().Be(before.Locked + 2m);
        deal.GetProperty("payer").GetString().Should().NotBe(deal.GetProperty("requester").GetString());
        deal.GetProperty("trust").GetInt32().Should().Be(2, "two stakes of 1 reach the value");
        deal.GetProperty("isDirect").GetBoolean().Should().BeTrue();
        deal.GetProperty("trustStatement").GetString().Should().Contain("at least 2 ECT at stake behind each result, for a declared value of 1.5 ECT");
        (await _cli.RunAsync("order", "show", files[1])).Out.Should().Contain("The chain draws the workers");
    }

    [Fact]
    public async Task A_private_pool_serves_only_who_accepts_it()
    {
        var app = await OfferAppAsync("0");
        await PublishPoolAsync("hidden");
        await _cli.JsonAsync("order", "sign", "pool", "hidden", "--price", "1", "--private", "--post", "--wallet", Pool);

        (await _cli.FailureAsync("run", app, "--pool", "hidden", "--wallet", Buyer)).Message.Should().Contain("The pool is private");
        var run = await _cli.JsonAsync("run", app, "--pool", "hidden", "--private", "--wallet", Buyer);
        run.GetProperty("trust")[0].GetString().Should().Contain("The pool is private");
        (await _cli.JsonAsync("deal", "show", run.GetProperty("deals")[0].GetString()!)).GetProperty("deal").GetProperty("isPrivate").GetBoolean().Should().BeTrue();
    }

    [Fact]
    public async Task Only_a_callback_that_is_due_is_tried_again()
    {
        var (_, task) = await BuyOneAsync("callback");
        var (exit, code, message) = await _cli.FailureAsync("task", "retry-callback", task, "--wallet", "rich");
        (exit, code).Should().Be((ExitCode.Failure, "task_not_ready"));
        message.Should().Contain("no callback");
    }

    [Fact]
    public async Task Why_a_task_waits_is_the_schedulers_word_beside_the_chains()
    {
        await using var page = await FakeScheduler.StartAsync();
        var (_, task) = await BuyOneAsync("told", page.Url);
        page.Deal = Bytes32.Parse(task.Split(':')[0]);
        page.Reason = "1 more vote needed. Waiting, because all of 1 connected workers are busy.";

        var shown = await _cli.JsonAsync("task", "show", task);
        shown.GetProperty("why").GetString().Should().Contain("No worker has contributed yet");
        shown.GetProperty("scheduler").GetProperty("answers").GetBoolean().Should().BeTrue();
        shown.GetProperty("scheduler").GetProperty("reason").GetString().Should().Be(page.Reason);
        shown.GetProperty("scheduler").GetProperty("replicas")[0].GetProperty("blame").GetString().Should().Be("network");
        shown.GetProperty("blame").GetProperty("party").GetString().Should().Be("network");
        (await _cli.RunAsync("task", "show", task)).Out.Should().Contain("all of 1 connected workers are busy").And.Contain("blame     network: 1 worker says: the content store is away");
        (await _cli.RunAsync("task", "list", task.Split(':')[0])).Out.Should().Contain("all of 1 connected workers are busy");

        var why = await _cli.JsonAsync("task", "why", task);
        why.GetProperty("phase").GetString().Should().Be("waiting");
        why.GetProperty("why").GetProperty("code").GetString().Should().Be("workers-busy");
        why.GetProperty("why").GetProperty("turn").GetString().Should().Be("pool");
        why.GetProperty("why").GetProperty("remedy").GetString().Should().Contain("slot");
        why.GetProperty("parts")[0].GetProperty("why").GetProperty("code").GetString().Should().Be("failed-network");
        why.GetProperty("next").GetProperty("then").GetString().Should().NotBeEmpty();
        (await _cli.RunAsync("task", "why", task)).Out.Should().Contain("workers-busy, the pool's turn").And.Contain("the content store is away");

        var late = await _cli.RunAsync("task", "watch", task, "--timeout", "12s");
        late.Exit.Should().Be(ExitCode.Timeout);
        late.Error.Should().Contain("all of 1 connected workers are busy").And.Contain("blaming the network: the content store is away");
    }

    [Fact]
    public async Task A_scheduler_that_is_away_is_told_and_the_chains_view_stands()
    {
        var (_, task) = await BuyOneAsync("away", new Uri("http://127.0.0.1:1/"));

        var shown = await _cli.JsonAsync("task", "show", task);
        shown.GetProperty("status").GetString().Should().Be("unset");
        shown.GetProperty("scheduler").GetProperty("answers").GetBoolean().Should().BeFalse();
        shown.GetProperty("scheduler").GetProperty("problem").GetString().Should().Contain("127.0.0.1:1").And.Contain("does not answer");
        shown.GetProperty("blame").GetProperty("party").GetString().Should().Be("pool");
        (await _cli.JsonAsync("deal", "show", task.Split(':')[0])).GetProperty("tasks")[0].GetProperty("blame").GetProperty("party").GetString().Should().Be("pool");

        var why = await _cli.JsonAsync("task", "why", task);
        (why.GetProperty("source").GetString(), why.GetProperty("why").GetProperty("code").GetString()).Should().Be(("chain", "scheduler-away"));
        (await _cli.JsonAsync("worker", "why", Buyer, "--pool", "away")).GetProperty("why").EnumerateArray().Select(reason => reason.GetProperty("code").GetString()).Should().Equal("no-seat", "scheduler-away");
    }

    [Fact]
    public async Task A_page_that_is_no_schedulers_counts_as_none()
    {
        await using var page = await FakeScheduler.StartAsync();
        page.Foreign = true;
        var (_, task) = await BuyOneAsync("foreign", page.Url);

        var shown = await _cli.JsonAsync("task", "show", task);
        shown.GetProperty("scheduler").GetProperty("answers").GetBoolean().Should().BeFalse();
        shown.GetProperty("scheduler").GetProperty("problem").GetString().Should().Contain("does not answer");
        (await _cli.JsonAsync("deal", "show", task.Split(':')[0])).GetProperty("tasks")[0].GetProperty("blame").GetProperty("party").GetString().Should().Be("pool");
        var status = await _cli.JsonAsync("status");
        status.GetProperty("parts").EnumerateArray().Should().Contain(part => part.GetProperty("part").GetString() == "pool foreign" && !part.GetProperty("answers").GetBoolean());
    }

    [Fact]
    public async Task An_order_of_the_board_is_shown_by_the_beginning_of_its_hash()
    {
        var app = await OfferAppAsync("1");
        var order = (await _cli.JsonAsync("order", "list", "app", "--asset", app)).GetProperty("orders")[0].GetProperty("hash").GetString()!;
        (await _cli.JsonAsync("order", "show", order[..12])).GetProperty("hash").GetString().Should().Be(order);
        (await _cli.RunAsync("order", "list", "app", "--asset", app)).Out.Should().Contain(order[..12]);
    }

    [Fact]
    public async Task Another_chain_than_the_network_file_says_is_refused()
    {
        var other = services.Network with { ChainId = 1, Deployment = services.Network.Deployment with { ChainId = 1 } };
        var file = Path.Combine(_cli.Home, "other.json");
        other.Save(file);
        var (exit, code, message) = await _cli.FailureAsync("app", "list", "--network", file);
        (exit, code).Should().Be((ExitCode.Unreachable, "wrong_chain"));
        message.Should().Contain("31337");
    }

    [Fact]
    public async Task What_does_not_exist_is_named_with_its_kind()
    {
        (await _cli.FailureAsync("app", "show", "nothing")).Code.Should().Be("asset_not_found");
        (await _cli.FailureAsync("deal", "show", "0xabcdef")).Code.Should().Be("deal_not_found");
        (await _cli.FailureAsync("task", "show", "0xabcdef")).Code.Should().Be("task_not_found");
        (await _cli.FailureAsync("order", "show", Keccak256.Hash("none").ToString())).Code.Should().Be("order_not_found");
        (await _cli.FailureAsync("app", "publish", "/nowhere/app.wasm", "--wallet", Apps)).Code.Should().Be("file_not_found");
    }

    /// <summary>A stranger closes the deal of a single task: what was done, and how the task stands.</summary>
    private async Task<(string Done, string Status)> CloseAsync(string task)
    {
        var closed = (await _cli.JsonAsync("deal", "close", task.Split(':')[0], "--wallet", "rich")).GetProperty("tasks")[0];
        return (closed.GetProperty("done").GetString()!, closed.GetProperty("status").GetString()!);
    }

    private static Bytes32 Salt { get; } = Keccak256.Hash("salt");

    private async Task<(Deal Terms, string Task)> BuyOneAsync(string pool, Uri? statusPage = null, int? worker = null)
    {
        var app = await OfferAppAsync("0");
        await OfferPoolAsync("2", pool, statusPage: statusPage);
        if (worker is { } account)
        {
            await SeatAsync(pool, account);
        }

        var run = await _cli.JsonAsync("run", app, "--pool", pool, "--wallet", Buyer);
        var id = Bytes32.Parse(run.GetProperty("deals")[0].GetString()!);
        var deal = await services.HubOf(0).FindDealAsync(id, Stop);
        return (deal!.Deal, $"{id}:0");
    }

    /// <summary>Gives an account money and a seat in the pool, before anything is bought there.</summary>
    private async Task SeatAsync(string pool, int account)
    {
        var worker = services.HubOf(account);
        await services.HubOf(0).TransferAsync(worker.Account!.Value, Units.ParseEther("100"), Stop);
        await worker.DepositAsync(Units.ParseEther("50"), ct: Stop);
        await _cli.JsonAsync("wallet", "import", _cli.WriteFile($"{pool}.key", services.Keys[account]), "--name", $"worker-{account}");
        await _cli.JsonAsync("seat", "take", pool, "--wallet", $"worker-{account}");
        await services.AdvanceAsync(1);
    }

    private async Task ContributeAsync(Deal deal, int account, Bytes32 digest)
    {
        var worker = services.HubOf(account);
        var task = TaskId.Of(deal, 0);
        var commitment = Commitment.Of(task, worker.Account!.Value, ResultHash.OfData(digest, ResultHash.NoData), Salt);
        using var scheduler = PrivateKey.Parse(services.Keys[2]);
        var authorization = Authorization.Sign(EctDomain.Of(services.Network.Deployment), task, worker.Account!.Value, scheduler);
        await worker.ContributeAsync(deal, 0, commitment, authorization, Stop);
    }

    private async Task<Bytes32> UploadResultAsync(string answer)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_cli.Home, Guid.NewGuid().ToString("n")));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "answer.txt"), answer, Stop);
        using var content = new ContentClient(services.Network.Content);
        return Bytes32.FromBytes((await ContentTree.ImportFolderAsync(content, folder.FullName, cancellationToken: Stop)).Digest);
    }

    private void Alter(Cid cid)
    {
        var file = Directory.EnumerateFiles(services.Blocks, cid.ToString(), SearchOption.AllDirectories).Single();
        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string NewAppFile() => _cli.WriteFile($"{Guid.NewGuid():n}.wasm", $"app {Guid.NewGuid()}");

    private async Task<string> PublishAppAsync() =>
        Id(await _cli.JsonAsync("app", "publish", NewAppFile(), "--name", "app", "--wallet", Apps));

    private async Task<string> OfferAppAsync(string price, string? app = null)
    {
        app ??= await PublishAppAsync();
        await _cli.JsonAsync("order", "sign", "app", app, "--price", price, "--post", "--wallet", Apps);
        return app;
    }

    private Task<JsonElement> PublishPoolAsync(string name, Uri? statusPage = null) =>
        _cli.JsonAsync(["pool", "publish", name, "--wallet", Pool, .. statusPage is null ? [] : new[] { "--status-url", statusPage.ToString() }]);

    private async Task OfferPoolAsync(string price, string name, int volume = 100, Uri? statusPage = null)
    {
        await PublishPoolAsync(name, statusPage);
        await _cli.JsonAsync("order", "sign", "pool", name, "--price", price, "--volume", $"{volume}", "--trust", "3", "--post", "--wallet", Pool);
    }

    private async Task<(decimal Free, decimal Locked)> MoneyAsync(string wallet)
    {
        var money = await _cli.JsonAsync("wallet", "balance", wallet);
        return (Number("free"), Number("locked"));
        decimal Number(string name) => decimal.Parse(money.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string Id(JsonElement publication) => publication.GetProperty("asset").GetProperty("id").GetString()!;
}
